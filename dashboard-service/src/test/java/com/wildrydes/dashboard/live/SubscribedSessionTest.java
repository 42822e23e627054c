package com.wildrydes.dashboard.live;

import static com.wildrydes.dashboard.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.dashboard.Reports;
import com.wildrydes.dashboard.fleet.Fleet;
import com.wildrydes.dashboard.fleet.Unicorn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a session with a subscription is sent, moment by moment. */
class SubscribedSessionTest {

    /** Longer than changes are kept apart, so that passing over what is of no interest must not cost a snapshot. */
    private static final int HEARTBEAT = Frames.LONGEST_LAG + 5;

    private static final Subscription NEW_YORK = new Subscription(new Bounds(-75, 40, -73, 42), Set.of());

    private final Fleet fleet = new Fleet(1000);
    private final FakeOutlet outlet = new FakeOutlet();
    private final FleetSession session = new FleetSession(
            outlet,
            Caller.ANYBODY,
            new FleetSession.Patience(HEARTBEAT, Integer.MAX_VALUE, Integer.MAX_VALUE),
            new BroadcastMetrics(new SimpleMeterRegistry()));
    private final ProtocolClient client = new ProtocolClient();
    private Instant now = NOON;
    private int taken;

    private void report(String name, double latitude, double longitude) {
        now = now.plusMillis(1);
        fleet.apply(Reports.of(name).at(latitude, longitude).at(now).build(), now);
    }

    /** Closes a moment; the client takes what it is sent in it. */
    private void tick() {
        session.offer(new Frames(fleet, fleet.advance(now), now));
        while (taken < outlet.sent.size()) {
            assertThat(client.take(ProtocolClient.text(outlet.sent.get(taken++))))
                    .isTrue();
        }
    }

    private String last() {
        return ProtocolClient.text(outlet.sent.get(outlet.sent.size() - 1));
    }

    @Test
    void answersASubscriptionWithASnapshotOfWhatMatches() {
        report("Shadowfax", 41, -74);
        report("Rocinante", 39, -3);
        tick();
        assertThat(client.unicorns()).containsOnlyKeys("Shadowfax", "Rocinante");

        session.subscribe(NEW_YORK);
        tick();

        assertThat(last()).startsWith("{\"type\":\"snapshot\",\"seq\":1,");
        assertThat(client.unicorns()).containsOnlyKeys("Shadowfax");
    }

    @Test
    void thenSendsOnlyWhatMatches() {
        session.subscribe(NEW_YORK);
        tick();

        report("Shadowfax", 41, -74);
        report("Rocinante", 39, -3);
        tick();

        assertThat(last())
                .startsWith("{\"type\":\"frame\"")
                .contains("Shadowfax")
                .doesNotContain("Rocinante");
    }

    @Test
    void tellsOfOneThatLeavesOnceMoreAndThenNoMore() {
        session.subscribe(NEW_YORK);
        report("Shadowfax", 41, -73);
        tick();

        report("Shadowfax", 41, -72.5);
        tick();
        assertThat(last()).contains("[\"Shadowfax\",41.0,-72.5,");
        report("Shadowfax", 41, -72);
        tick();

        assertThat(last()).contains("[\"Shadowfax\",41.0,-72.5,");
        assertThat(outlet.sent).hasSize(2);
    }

    @Test
    void tellsOfOneThatEntersWhileItWasBusyAndHasLeftAgainNothing() {
        session.subscribe(NEW_YORK);
        report("Shadowfax", 41, -72);
        tick();
        outlet.stopReading();
        report("Rocinante", 41, -74);
        tick();

        report("Shadowfax", 41, -73);
        tick();
        report("Shadowfax", 41, -72);
        tick();
        outlet.read();
        report("Rocinante", 41, -74.5);
        tick();

        assertThat(last()).contains("Rocinante").doesNotContain("Shadowfax");
    }

    @Test
    void followsWhoIsNamedOutOfTheBounds() {
        session.subscribe(new Subscription(NEW_YORK.bounds(), Set.of("Shadowfax")));
        report("Shadowfax", 41, -74);
        tick();

        for (int longitude = -72; longitude < 0; longitude += 10) {
            report("Shadowfax", 41, longitude);
            tick();
            assertThat(last()).contains("[\"Shadowfax\",41.0," + longitude + ".0,");
        }
    }

    @Test
    void sendsEverybodyAgainToWhoSubscribesToNothing() {
        session.subscribe(NEW_YORK);
        report("Shadowfax", 41, -74);
        report("Rocinante", 39, -3);
        tick();
        session.subscribe(null);
        tick();
        assertThat(client.unicorns()).containsOnlyKeys("Shadowfax", "Rocinante");

        report("Rocinante", 39, -4);
        Frames frames = new Frames(fleet, fleet.advance(now), now);
        long seq = client.seq();
        session.offer(frames);

        assertThat(outlet.sent.get(outlet.sent.size() - 1)).isSameAs(frames.since(seq));
    }

    @Test
    void sendsNothingWhenNothingConcernsTheClientUntilTheHeartbeatIsDue() {
        session.subscribe(NEW_YORK);
        tick();

        for (int i = 1; i < HEARTBEAT; i++) {
            report("Rocinante", 39, i);
            tick();
        }
        assertThat(outlet.sent).hasSize(1);
        report("Rocinante", 39, 0);
        tick();

        assertThat(outlet.sent).hasSize(2);
        assertThat(last())
                .startsWith("{\"type\":\"frame\",\"seq\":" + HEARTBEAT + ",\"from\":0,")
                .endsWith("\"unicorns\":[]}");
    }

    @Test
    void sendsAFrameAndNoSnapshotAfterALongTimeWithoutAnythingForTheClient() {
        session.subscribe(NEW_YORK);
        tick();

        for (int i = 0; i <= Frames.LONGEST_LAG; i++) {
            report("Rocinante", 39, i);
            tick();
        }
        report("Shadowfax", 41, -74);
        tick();

        assertThat(last()).startsWith("{\"type\":\"frame\",");
        assertThat(client.unicorns()).containsOnlyKeys("Shadowfax");
    }

    /**
     * Whenever the client is not busy it has of its view exactly what the server has, and it is never told of anybody who is
     * neither in its view nor was there: with unicorns that cross its edges and 180°, come and are forgotten, with changes of
     * the subscription, and however often it is passed over.
     */
    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
    void keepsTheViewAsItIsOnTheServer(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        outlet.stopReading();
        Subscription subscription = null;
        boolean busy = false;
        for (int step = 0; step < 600; step++) {
            now = now.plus(random.nextInt(100) == 0 ? Duration.ofHours(13) : Duration.ofMillis(250));
            for (int i = random.nextInt(8); i > 0; i--) {
                // Whole degrees within 10 of 0 N 180 E, which the wire does not round.
                int longitude = 170 + random.nextInt(21);
                report(
                        "Unicorn " + random.nextInt(40),
                        random.nextInt(-10, 11),
                        longitude > 180 ? longitude - 360 : longitude);
            }
            if (random.nextInt(20) == 0) {
                subscription = random.nextInt(5) == 0 ? null : subscription(random);
                session.subscribe(subscription);
            }
            if (random.nextInt(50) == 0) {
                session.resync();
            }
            if (random.nextInt(random.nextInt(30) == 0 ? 60 : 3) == 0) {
                outlet.read();
                busy = false;
            }
            Set<String> before = inView(client.unicorns(), subscription).keySet();
            int sent = outlet.sent.size();
            tick();
            boolean wasSent = outlet.sent.size() > sent;
            if (busy) {
                assertThat(wasSent).isFalse();
                continue;
            }
            String as = "seed %d, step %d, %s".formatted(seed, step, subscription);
            assertThat(inView(client.unicorns(), subscription)).as(as).isEqualTo(truth(subscription));
            if (wasSent) {
                Set<String> told = new HashSet<>(names(last()));
                told.removeAll(before);
                assertThat(truth(subscription).keySet()).as(as).containsAll(told);
            }
            busy = wasSent;
        }
    }

    private static Subscription subscription(SplittableRandom random) {
        Set<String> names = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            names.add("Unicorn " + random.nextInt(40));
        }
        if (random.nextInt(4) == 0) {
            return new Subscription(null, names);
        }
        int south = random.nextInt(-10, 11);
        return new Subscription(new Bounds(edge(random), south, edge(random), random.nextInt(south, 11)), names);
    }

    private static int edge(SplittableRandom random) {
        int degrees = 170 + random.nextInt(21);
        return degrees > 180 ? degrees - 360 : degrees;
    }

    private Map<String, String> truth(@Nullable Subscription subscription) {
        ProtocolClient everybody = new ProtocolClient();
        everybody.take(ProtocolClient.text(FrameEncoder.snapshot(0, now, fleet.list())));
        return inView(everybody.unicorns(), subscription);
    }

    private static Map<String, String> inView(Map<String, String> rows, @Nullable Subscription subscription) {
        Map<String, String> inView = new HashMap<>(rows);
        if (subscription != null) {
            inView.values()
                    .removeIf(row ->
                            !subscription.matches(unicorn(JsonMapper.shared().readTree(row))));
        }
        return inView;
    }

    private static Unicorn unicorn(JsonNode row) {
        return new Unicorn(
                row.get(0).asString(), row.get(1).asDouble(), row.get(2).asDouble(), 0, 0, 0, 0, NOON, 0, 0);
    }

    private static Set<String> names(String message) {
        Set<String> names = new HashSet<>();
        for (JsonNode row : JsonMapper.shared().readTree(message).get("unicorns")) {
            names.add(row.get(0).asString());
        }
        return names;
    }
}
