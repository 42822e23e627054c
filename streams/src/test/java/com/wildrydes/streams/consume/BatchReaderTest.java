package com.wildrydes.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardLineage.HashKeyRange;
import com.wildrydes.streams.StreamRecord;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

class BatchReaderTest {

    private static final Instant ARRIVAL = Instant.parse("2026-11-23T01:02:03Z");
    private static final BigInteger MAX = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
    private static final HashKeyRange ALL = new HashKeyRange(BigInteger.ZERO, MAX);

    private final Aggregates aggregates = new Aggregates();

    @Test
    void takesKinesisRecordsAsTheyAre() {
        List<StreamRecord> records = reader(ALL).read(List.of(record("5", "Shadowfax", bytes("one"))));

        assertThat(records).hasSize(1);
        assertThat(records.get(0).position()).isEqualTo(Position.of("5"));
        assertThat(records.get(0).arrivalTime()).isEqualTo(ARRIVAL);
        assertThat(records.get(0).partitionKey()).isEqualTo("Shadowfax");
        assertThat(records.get(0).data()).isEqualTo(bytes("one"));
    }

    @Test
    void takesApartWhatTheProducerLibraryAggregated() {
        byte[] aggregated = Aggregated.record()
                .add("Shadowfax", "one")
                .add("Rocinante", "two")
                .toBytes();

        List<StreamRecord> records =
                reader(ALL).read(List.of(record("4", "x", bytes("plain")), record("5", "x", aggregated)));

        assertThat(records)
                .extracting(StreamRecord::position)
                .containsExactly(Position.of("4"), new Position("5", 0), new Position("5", 1));
        assertThat(records).extracting(StreamRecord::partitionKey).containsExactly("x", "Shadowfax", "Rocinante");
        assertThat(records)
                .extracting(r -> new String(r.data(), StandardCharsets.UTF_8))
                .containsExactly("plain", "one", "two");
        assertThat(aggregates.storable(new Position("5", 0))).contains(Position.of("4"));
    }

    @Test
    void leavesOutAnAggregateOfWhichAPartBelongsToAnotherShard() {
        byte[] mixed = Aggregated.record()
                .add("Shadowfax", "one")
                .add("Rocinante", "two")
                .toBytes();
        byte[] own = Aggregated.record().add("Shadowfax", "one").toBytes();
        BigInteger shadowfax = new BigInteger(1, Aggregated.md5("Shadowfax"));

        List<StreamRecord> records = reader(new HashKeyRange(shadowfax, shadowfax))
                .read(List.of(record("5", "x", mixed), record("6", "x", own)));

        assertThat(records).extracting(StreamRecord::position).containsExactly(Position.of("6"));
        assertThat(aggregates.storable(Position.of("6"))).contains(Position.of("6"));
    }

    @Test
    void takesAnAggregateWithAWrongChecksumForOneRecord() {
        byte[] damaged = Aggregated.record().add("Shadowfax", "one").toBytes();
        damaged[damaged.length - 1]++;

        List<StreamRecord> records = reader(ALL).read(List.of(record("5", "x", damaged)));

        assertThat(records).hasSize(1);
        assertThat(records.get(0).data()).isEqualTo(damaged);
    }

    @Test
    void takesTheClientLibrarysRecordsWithTheirPlaceInTheAggregate() {
        KinesisClientRecord record = KinesisClientRecord.builder()
                .sequenceNumber("5")
                .subSequenceNumber(3)
                .partitionKey("Shadowfax")
                .approximateArrivalTimestamp(ARRIVAL)
                .data(ByteBuffer.wrap(bytes("one")).asReadOnlyBuffer())
                .build();

        for (int again = 0; again < 2; again++) {
            List<StreamRecord> records = reader(ALL).read(List.of(record));

            assertThat(records.get(0).position()).isEqualTo(new Position("5", 3));
            assertThat(records.get(0).data()).isEqualTo(bytes("one"));
        }
    }

    @Test
    void refusesABatchThatIsNotKinesisOwn() {
        assertThatThrownBy(() -> reader(ALL).read(List.of("text")))
                .hasMessage(
                        "The binder must deliver Kinesis' records (native decoding, batches), but delivered a java.lang.String");
    }

    private BatchReader reader(HashKeyRange range) {
        return new BatchReader(aggregates, () -> range);
    }

    private static Record record(String sequenceNumber, String key, byte[] data) {
        return Record.builder()
                .sequenceNumber(sequenceNumber)
                .partitionKey(key)
                .approximateArrivalTimestamp(ARRIVAL)
                .data(SdkBytes.fromByteArray(data))
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
