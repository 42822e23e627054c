package com.wildrydes.dashboard.live;

import static com.wildrydes.dashboard.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.dashboard.Reports;
import com.wildrydes.dashboard.fleet.Fleet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ticks by hand: the broadcast is not started, and who joins is greeted at once. */
class FleetBroadcastTest {

    private static final int HEARTBEAT_TICKS = 4;
    private static final int PING_TICKS = 8;
    private static final int BUSY_TICKS = 12;

    private final Fleet fleet = new Fleet(1000);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FleetBroadcast broadcast = broadcast(3);

    private FleetBroadcast broadcast(int maxSessions) {
        Duration interval = Duration.ofMillis(250);
        return new FleetBroadcast(
                fleet,
                Clock.fixed(NOON, ZoneOffset.UTC),
                new FleetBroadcast.Settings(
                        interval,
                        interval.multipliedBy(HEARTBEAT_TICKS),
                        interval.multipliedBy(PING_TICKS),
                        interval.multipliedBy(BUSY_TICKS),
                        maxSessions,
                        2),
                registry,
                new CallersThread());
    }

    /** Greets at once, so that a test knows what was sent before its first tick. */
    private static final class CallersThread extends ScheduledThreadPoolExecutor {

        CallersThread() {
            super(1);
        }

        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    @AfterEach
    void close() {
        broadcast.close();
    }

    private FleetSession join(FakeOutlet outlet) {
        return broadcast.join(outlet, Caller.ANYBODY).orElseThrow();
    }

    private int second;

    private void report(String name) {
        second++;
        fleet.apply(
                Reports.of(name)
                        .at(second % 90, -second % 180)
                        .at(NOON.plusMillis(second))
                        .build(),
                NOON);
    }

    private static String last(FakeOutlet outlet) {
        return ProtocolClient.text(outlet.sent.get(outlet.sent.size() - 1));
    }

    @Test
    void beginsWithASnapshotAndGoesOnWithFrames() {
        report("Shadowfax");
        FakeOutlet outlet = new FakeOutlet();
        join(outlet);
        broadcast.tick();
        assertThat(ProtocolClient.text(outlet.sent.get(0))).startsWith("{\"type\":\"snapshot\"");

        report("Rocinante");
        broadcast.tick();

        assertThat(last(outlet))
                .startsWith("{\"type\":\"frame\"")
                .contains("Rocinante")
                .doesNotContain("Shadowfax");
    }

    @Test
    void encodesOnceForAllWhoHaveTheSame() {
        FakeOutlet one = new FakeOutlet();
        FakeOutlet other = new FakeOutlet();
        join(one);
        join(other);
        broadcast.tick();

        report("Shadowfax");
        broadcast.tick();

        assertThat(one.sent.get(one.sent.size() - 1)).isSameAs(other.sent.get(other.sent.size() - 1));
    }

    @Test
    void passesOverWhoIsBusyAndThenSendsEverythingThatChangedSince() {
        FakeOutlet outlet = new FakeOutlet();
        join(outlet);
        broadcast.tick();
        outlet.stopReading();
        report("Shadowfax");
        broadcast.tick();
        int sent = outlet.sent.size();

        report("Rocinante");
        broadcast.tick();
        report("Sleipnir");
        broadcast.tick();
        assertThat(outlet.sent).hasSize(sent);
        outlet.read();
        broadcast.tick();

        assertThat(outlet.sent).hasSize(sent + 1);
        assertThat(last(outlet)).contains("Rocinante", "Sleipnir").doesNotContain("Shadowfax");
        assertThat(registry.get("wildrydes.dashboard.messages.skipped")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void startsOverWithWhoIsFarBehind() {
        FakeOutlet outlet = new FakeOutlet();
        join(outlet);
        report("Shadowfax");
        broadcast.tick();
        outlet.stopReading();
        report("Shadowfax");
        broadcast.tick();

        for (int i = 0; i < BUSY_TICKS; i++) {
            for (int j = 0; j < 2; j++) {
                report("Rocinante");
                fleet.advance(NOON);
            }
            report("Rocinante");
            broadcast.tick();
        }
        outlet.read();
        broadcast.tick();

        assertThat(last(outlet)).startsWith("{\"type\":\"snapshot\"").contains("Shadowfax", "Rocinante");
    }

    @Test
    void startsOverOnResync() {
        report("Shadowfax");
        FakeOutlet outlet = new FakeOutlet();
        FleetSession session = join(outlet);
        broadcast.tick();

        session.resync();
        broadcast.tick();

        assertThat(last(outlet)).startsWith("{\"type\":\"snapshot\"").contains("Shadowfax");
    }

    @Test
    void sendsAnEmptyFrameAfterALongSilence() {
        FakeOutlet outlet = new FakeOutlet();
        join(outlet);
        broadcast.tick();
        broadcast.tick();
        int sent = outlet.sent.size();

        for (int i = 0; i < HEARTBEAT_TICKS; i++) {
            broadcast.tick();
        }

        assertThat(outlet.sent).hasSize(sent + 1);
        assertThat(last(outlet))
                .startsWith("{\"type\":\"frame\",\"seq\":0,\"from\":0,")
                .endsWith("\"unicorns\":[]}");
    }

    @Test
    void givesUpWhoDoesNotRead() {
        FakeOutlet outlet = new FakeOutlet().stopReading();
        join(outlet);
        FakeOutlet other = new FakeOutlet();
        join(other);

        for (int i = 0; i < BUSY_TICKS; i++) {
            broadcast.tick();
        }
        assertThat(outlet.aborted).isFalse();
        broadcast.tick();
        broadcast.tick();

        assertThat(outlet.aborted).isTrue();
        assertThat(other.aborted).isFalse();
        assertThat(registry.get("wildrydes.dashboard.sessions").gauge().value()).isEqualTo(1);
    }

    @Test
    void dropsWhoseConnectionFailed() {
        FakeOutlet outlet = new FakeOutlet().stopReading();
        join(outlet);
        broadcast.tick();

        outlet.fail();
        broadcast.tick();

        assertThat(registry.get("wildrydes.dashboard.sessions").gauge().value()).isZero();
    }

    @Test
    void givesUpWhoAnswersNoPing() {
        FakeOutlet silent = new FakeOutlet();
        FakeOutlet answering = new FakeOutlet();
        join(silent);
        FleetSession session = join(answering);

        for (int i = 0; i < 5 * PING_TICKS; i++) {
            broadcast.tick();
            session.pong();
        }

        assertThat(silent.pings).isEqualTo(3);
        assertThat(silent.aborted).isTrue();
        assertThat(answering.aborted).isFalse();
    }

    @Test
    void refusesWhoIsTooMany() {
        List<FakeOutlet> outlets = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            outlets.add(new FakeOutlet());
            join(outlets.get(i));
        }
        FakeOutlet fourth = new FakeOutlet();

        assertThat(broadcast.join(fourth, Caller.ANYBODY)).isEmpty();
        assertThat(fourth.closedWith).isEqualTo(1013);
    }

    @Test
    void refusesWhatIsTooMuchOfOneCaller() {
        Caller ada = new Caller("subject ada", null);
        broadcast.join(new FakeOutlet(), ada).orElseThrow();
        FleetSession second = broadcast.join(new FakeOutlet(), ada).orElseThrow();
        FakeOutlet third = new FakeOutlet();

        assertThat(broadcast.join(third, ada)).isEmpty();
        assertThat(third.closedWith).isEqualTo(1013);
        assertThat(broadcast.join(new FakeOutlet(), new Caller("subject grace", null)))
                .isPresent();
        broadcast.leave(second);
        assertThat(broadcast.join(new FakeOutlet(), ada)).isPresent();
    }

    @Test
    void closesASessionWhenItsTokenEnds() {
        FakeOutlet ended = new FakeOutlet();
        FakeOutlet other = new FakeOutlet();
        broadcast.join(ended, new Caller("a", NOON));
        broadcast.join(other, new Caller("b", NOON.plusMillis(1)));

        broadcast.tick();

        assertThat(ended.closedWith).isEqualTo(4401);
        assertThat(other.closedWith).isZero();
        assertThat(registry.get("wildrydes.dashboard.sessions").gauge().value()).isEqualTo(1);
    }

    @Test
    void saysGoodbyeWhenTheServerStops() {
        FakeOutlet outlet = new FakeOutlet();
        join(outlet);

        broadcast.close();

        assertThat(outlet.closedWith).isEqualTo(1001);
    }

    /** However often a client is busy, loses a frame or is idle, in the end it has what the server has. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void losesNothingBySkipping(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        FakeOutlet outlet = new FakeOutlet().stopReading();
        FleetSession session = join(outlet);
        ProtocolClient client = new ProtocolClient();
        int taken = 0;
        for (int step = 0; step < 300; step++) {
            for (int i = random.nextInt(4); i > 0; i--) {
                report("Unicorn " + random.nextInt(20));
            }
            // At least now and then, or it is given up.
            if (random.nextInt(3) == 0 || step % 8 == 0) {
                outlet.read();
            }
            broadcast.tick();
            session.pong();
            while (taken < outlet.sent.size()) {
                boolean lost = random.nextInt(10) == 0;
                if (!lost && !client.take(ProtocolClient.text(outlet.sent.get(taken)))) {
                    session.resync();
                }
                taken++;
            }
        }
        for (int i = 0; i < 3; i++) {
            outlet.read();
            session.resync();
            broadcast.tick();
        }
        while (taken < outlet.sent.size()) {
            client.take(ProtocolClient.text(outlet.sent.get(taken++)));
        }

        ProtocolClient truth = new ProtocolClient();
        truth.take(ProtocolClient.text(FrameEncoder.snapshot(0, NOON, fleet.list())));
        assertThat(client.unicorns()).as("seed %d", seed).isEqualTo(truth.unicorns());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 249_999_999, 250_000_000, -1, Long.MAX_VALUE / 2})
    void ticksShortlyAfterTheStreamIsRead(long now) {
        var settings = new FleetBroadcast.Settings(
                Duration.ofMillis(250), Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(15), 1, 1);

        long delay = settings.nanosToFirstTick(now);

        assertThat(delay).isPositive().isLessThanOrEqualTo(300_000_000);
        assertThat(Math.floorMod(now + delay, 250_000_000)).isEqualTo(50_000_000);
    }
}
