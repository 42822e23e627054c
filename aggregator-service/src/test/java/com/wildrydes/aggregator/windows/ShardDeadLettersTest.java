package com.wildrydes.aggregator.windows;

import static com.wildrydes.aggregator.windows.Records.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.streams.ShardLineage.HashKeyRange;
import com.wildrydes.streams.StreamRecord;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardDeadLettersTest extends ShardTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not-json       | hello",
                "not-one-object | [1]",
                "not-one-object | {\"Name\":\"Shadowfax\",\"StatusTime\":\"2026-11-23 00:00:30.000\",\"Latitude\":1,\"Longitude\":1,\"Distance\":1,\"HealthPoints\":1,\"MagicPoints\":1}{}",
                "missing-key    | {\"StatusTime\":\"2026-11-23 00:00:30.000\",\"Latitude\":1,\"Longitude\":1,\"Distance\":1,\"HealthPoints\":1,\"MagicPoints\":1}",
                "latitude       | {\"Name\":\"Shadowfax\",\"StatusTime\":\"2026-11-23 00:00:30.000\",\"Latitude\":91,\"Longitude\":1,\"Distance\":1,\"HealthPoints\":1,\"MagicPoints\":1}",
                "status-time    | {\"Name\":\"Shadowfax\",\"StatusTime\":\"soon\",\"Latitude\":1,\"Longitude\":1,\"Distance\":1,\"HealthPoints\":1,\"MagicPoints\":1}",
            })
    void makesWhatIsNoReportADeadLetterAndGoesOn(String reason, String data) throws Exception {
        process(
                Records.bad(1, "00:00:30", data),
                Records.of("Shadowfax").arrivedAt("00:00:31").at(2),
                Records.of("Shadowfax").arrivedAt("00:01:00").at(3));

        assertThat(deadLetters).containsExactly("1 " + reason);
        assertThat(summaries.lines()).containsExactly("Shadowfax 00:00 1.0 m 1");
        assertThat(checkpoints).containsExactly(position(2));
    }

    @Test
    void makesAReportUnderAnotherKeyThanItsNameADeadLetter() throws Exception {
        process(Records.of("Shadowfax").arrivedAt("00:00:30").underKey("somebody", 1));

        assertThat(deadLetters).containsExactly("1 partition-key");
    }

    @Test
    void makesAReportPutIntoAnotherShardThanItsNamesADeadLetter() throws Exception {
        BigInteger middle = BigInteger.ONE.shiftLeft(127);
        boolean upper = !new HashKeyRange(BigInteger.ZERO, middle).contains("Shadowfax");
        HashKeyRange other = upper
                ? new HashKeyRange(BigInteger.ZERO, middle)
                : new HashKeyRange(middle.add(BigInteger.ONE), FakeLineage.ALL.last());
        lineage.with("other", List.of(), other);
        shard = open("other", false);

        process(Records.of("Shadowfax").arrivedAt("00:00:30").at(1));
        shard.shardEnded();

        assertThat(deadLetters).containsExactly("1 partition-key");
        assertThat(summaries.written).isEmpty();
    }

    @Test
    void aDeadLetterMovesTheMinuteSoThatBadRecordsAloneAreCheckpointedToo() throws Exception {
        process(Records.bad(1, "00:00:30", "x"), Records.bad(2, "00:01:00", "x"));

        assertThat(checkpoints).containsExactly(position(1));
    }

    @Test
    void doesNotCheckpointPastARecordWhoseDeadLetterIsNotSafe() throws Exception {
        CompletableFuture<?> failed = CompletableFuture.failedFuture(new IllegalStateException("writer closed"));
        deadLetterWrites = () -> failed;
        StreamRecord next = Records.of("Shadowfax").arrivedAt("00:01:00").at(2);

        assertThatThrownBy(() -> process(Records.bad(1, "00:00:30", "x"), next))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must be safe");
        assertThat(checkpoints).isEmpty();

        deadLetterWrites = () -> CompletableFuture.completedFuture(null);
        assertThatThrownBy(() -> process(Records.bad(1, "00:00:30", "x"), next))
                .as("the second write was given away before the outage ended")
                .isInstanceOf(IllegalStateException.class);
        process(Records.bad(1, "00:00:30", "x"), next);
        assertThat(checkpoints).containsExactly(position(1));
    }
}
