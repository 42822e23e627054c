package com.wildrydes.dashboard.fleet;

import static com.wildrydes.dashboard.Reports.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.dashboard.Reports;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class FleetFeedTest {

    private static final ShardId SHARD = new ShardId("wildrydes", "shardId-000000000000");

    private final Fleet fleet = new Fleet(1);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FleetFeed feed = new FleetFeed(fleet, registry, Clock.fixed(NOON, ZoneOffset.UTC));

    private static StreamRecord record(byte[] data) {
        return new StreamRecord(Position.of("1"), NOON, "key", data);
    }

    private double count(String effect) {
        return registry.get("wildrydes.dashboard.reports")
                .tag("effect", effect)
                .counter()
                .count();
    }

    @Test
    void goesOnAfterWhatIsNoReport() {
        feed.records(
                SHARD,
                List.of(
                        record("no JSON".getBytes(StandardCharsets.UTF_8)),
                        record(new byte[0]),
                        record(Reports.of("Shadowfax").json()),
                        record(Reports.of("Shadowfax").json()),
                        record(Reports.of("Rocinante").json())),
                Duration.ofSeconds(3));

        assertThat(fleet.list()).extracting(Unicorn::name).containsExactly("Shadowfax");
        assertThat(count("shown")).isEqualTo(1);
        assertThat(count("old")).isEqualTo(1);
        assertThat(count("full")).isEqualTo(1);
        assertThat(count("invalid-not-json")).isEqualTo(1);
        assertThat(count("invalid-not-one-object")).isEqualTo(1);
    }

    @Test
    void timesOnlyReportsThatCameAfterItBegan() {
        feed.records(SHARD, List.of(record(Reports.of("Shadowfax").json())), Duration.ZERO);
        feed.records(
                SHARD,
                List.of(new StreamRecord(
                        Position.of("2"),
                        NOON.plusMillis(1),
                        "key",
                        Reports.of("Shadowfax").json())),
                Duration.ZERO);

        assertThat(registry.get("wildrydes.latency").tag("stage", "map").timer().count())
                .isEqualTo(1);
    }

    @Test
    void saysHowFarTheSlowestShardIsBehind() {
        feed.records(SHARD, List.of(), Duration.ofSeconds(3));
        feed.records(new ShardId("wildrydes", "shardId-000000000001"), List.of(), Duration.ofSeconds(8));
        feed.records(SHARD, List.of(), Duration.ZERO);

        assertThat(feed.behind()).isEqualTo(Duration.ofSeconds(8));
    }
}
