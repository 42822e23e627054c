package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.NotOnLocalStack;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reading records: where a reading begins, what it gives, and where a page ends. */
@Tag("localstack")
class ReadingContractTest extends KinesisContract {

    @Test
    void readsWhatWasPut() {
        String stream = stream(1);
        Instant before = Instant.now().minusSeconds(1);

        PutRecordResponse put = put(stream, "Shadowfax ä€😀\"\\", "data");

        List<Record> records = read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON));
        assertThat(records).singleElement().satisfies(stored -> {
            assertThat(stored.partitionKey()).isEqualTo("Shadowfax ä€😀\"\\");
            assertThat(stored.data().asUtf8String()).isEqualTo("data");
            assertThat(stored.sequenceNumber()).isEqualTo(put.sequenceNumber());
            assertThat(stored.approximateArrivalTimestamp())
                    .isBetween(before, Instant.now().plusSeconds(1));
        });
        assertThat(put.shardId()).isEqualTo(shardId(0));
    }

    @Test
    void beginsWhereEachTypeOfIteratorSays() {
        String stream = stream(1);
        PutRecordResponse first = put(stream, "key", "1");
        PutRecordResponse second = put(stream, "key", "2");
        String latest = iterator(stream, shardId(0), ShardIteratorType.LATEST);
        Instant secondArrival = read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON))
                .get(1)
                .approximateArrivalTimestamp();
        put(stream, "key", "3");

        assertThat(texts(read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON))))
                .containsExactly("1", "2", "3");
        assertThat(texts(read(latest))).containsExactly("3");
        assertThat(texts(read(iterator(stream, shardId(0), ShardIteratorType.LATEST))))
                .isEmpty();
        assertThat(texts(read(iterator(b -> b.streamName(stream)
                        .shardId(shardId(0))
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(second.sequenceNumber())))))
                .containsExactly("2", "3");
        assertThat(texts(read(iterator(b -> b.streamName(stream)
                        .shardId(shardId(0))
                        .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                        .startingSequenceNumber(first.sequenceNumber())))))
                .containsExactly("2", "3");
        assertThat(texts(read(at(stream, secondArrival)))).contains("2", "3");
    }

    @Test
    @NotOnLocalStack("leaves out the milliseconds that the SDK for Java sends")
    void beginsAtTheMillisecond() {
        String stream = stream(1);
        put(stream, "key", "1");
        Instant arrival = read(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON))
                .get(0)
                .approximateArrivalTimestamp();
        Awaitility.await().until(() -> Instant.now().isAfter(arrival.plusMillis(5)));
        Instant between = Instant.now();
        put(stream, "key", "2");

        assertThat(texts(read(at(stream, between)))).containsExactly("2");
        assertThat(texts(read(at(stream, arrival)))).containsExactly("1", "2");
    }

    private static String at(String stream, Instant time) {
        return iterator(b -> b.streamName(stream)
                .shardId(shardId(0))
                .shardIteratorType(ShardIteratorType.AT_TIMESTAMP)
                .timestamp(time));
    }

    @Test
    void refusesIteratorsThatMakeNoSense() {
        String stream = stream(1);
        put(stream, "key", "LocalStack looks at times only where there are records");

        assertThatThrownBy(() -> iterator(stream, shardId(0), ShardIteratorType.AFTER_SEQUENCE_NUMBER))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> iterator(stream, shardId(7), ShardIteratorType.LATEST))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> at(stream, Instant.now().plusSeconds(3_600)))
                .isInstanceOf(InvalidArgumentException.class);
        assertRefused(
                () -> iterator(b -> b.streamName(stream).shardId(shardId(0)).shardIteratorType("WHEREVER")));
    }

    @Test
    @NotOnLocalStack("gives an iterator all the same")
    void refusesASequenceNumberOfAnotherShard() {
        String stream = stream(2);
        PutRecordResponse put = put(stream, "key", "data");
        String other = put.shardId().equals(shardId(0)) ? shardId(1) : shardId(0);

        assertThatThrownBy(() -> iterator(b -> b.streamName(stream)
                        .shardId(other)
                        .shardIteratorType(ShardIteratorType.AT_SEQUENCE_NUMBER)
                        .startingSequenceNumber(put.sequenceNumber())))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("It encodes " + put.shardId());
    }

    @Test
    @NotOnLocalStack("answers HTTP 500, which the client tries again")
    void refusesAnIteratorThatItDidNotMake() {
        assertThatThrownBy(() -> kinesis.getRecords(b -> b.shardIterator("AAAA")))
                .isInstanceOf(InvalidArgumentException.class)
                .hasMessageContaining("Invalid ShardIterator.");
    }

    @Test
    @NotOnLocalStack("words its messages otherwise")
    void wordsItsRefusals() {
        String stream = stream(1);

        assertThatThrownBy(() ->
                        iterator(b -> b.streamName(stream).shardId(shardId(0)).shardIteratorType("WHEREVER")))
                .hasMessageContaining("1 validation error detected");
        String iterator = iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON);
        assertThatThrownBy(
                        () -> kinesis.getRecords(b -> b.shardIterator(iterator).limit(10_001)))
                .hasMessageContaining("less than or equal to 10000");
    }

    @Test
    void limitsThePageAndSaysHowFarBehindItEnds() {
        String stream = stream(1);
        for (int i = 0; i < 5; i++) {
            put(stream, "key", "data " + i);
        }

        GetRecordsResponse first =
                kinesis.getRecords(b -> b.shardIterator(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON))
                        .limit(2));
        GetRecordsResponse rest = kinesis.getRecords(b -> b.shardIterator(first.nextShardIterator()));

        assertThat(texts(first.records())).containsExactly("data 0", "data 1");
        assertThat(first.millisBehindLatest()).isNotNegative();
        assertThat(texts(rest.records())).containsExactly("data 2", "data 3", "data 4");
        assertThat(rest.millisBehindLatest()).isZero();
        assertRefused(() -> kinesis.getRecords(
                b -> b.shardIterator(first.nextShardIterator()).limit(10_001)));
    }

    @Test
    @NotOnLocalStack("ends the page one record earlier")
    void aPageHoldsTenMebibytesAtMost() {
        String stream = stream(1);
        SdkBytes mebibyte = SdkBytes.fromByteArray(new byte[1024 * 1024 - 3]);
        for (int i = 0; i < 12; i++) {
            kinesis.putRecord(b -> b.streamName(stream).partitionKey("key").data(mebibyte));
        }

        GetRecordsResponse first =
                kinesis.getRecords(b -> b.shardIterator(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)));
        GetRecordsResponse rest = kinesis.getRecords(b -> b.shardIterator(first.nextShardIterator()));

        assertThat(first.records()).hasSize(10);
        assertThat(rest.records()).hasSize(2);
    }

    @Test
    void takesTenThousandRecordsInAPage() {
        String stream = stream(1);
        List<PutRecordsRequestEntry> entries = entries(500);
        for (int i = 0; i < 21; i++) {
            kinesis.putRecords(b -> b.streamName(stream).records(entries));
        }

        GetRecordsResponse first =
                kinesis.getRecords(b -> b.shardIterator(iterator(stream, shardId(0), ShardIteratorType.TRIM_HORIZON)));

        assertThat(first.records()).hasSize(10_000);
        assertThat(read(first.nextShardIterator())).hasSize(500);
    }

    @ParameterizedTest
    @EnumSource(
            value = ShardIteratorType.class,
            names = {"TRIM_HORIZON", "LATEST"})
    void anIteratorOnAnEmptyShardWaitsForTheFirstRecord(ShardIteratorType type) {
        String stream = stream(1);
        String iterator = iterator(stream, shardId(0), type);

        GetRecordsResponse nothing = kinesis.getRecords(b -> b.shardIterator(iterator));
        put(stream, "key", "first");

        assertThat(nothing.records()).isEmpty();
        assertThat(nothing.millisBehindLatest()).isZero();
        assertThat(texts(read(nothing.nextShardIterator()))).containsExactly("first");
    }
}
