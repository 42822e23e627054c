package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Faults on demand and the limits of AWS; of local-aws alone. */
class KinesisFaultsTest {

    private static final String SHARD = "shardId-000000000000";

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private KinesisHere here;
    private KinesisClient kinesis;

    @BeforeEach
    void start() {
        here = new KinesisHere(folder, Faults.NONE);
        kinesis = here.client();
        kinesis.createStream(b -> b.streamName("s").shardCount(1));
    }

    @AfterEach
    void stop() {
        here.close();
    }

    private HttpResponse<String> faults(String method, String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(here.endpoint().resolve("/_local-aws/faults"))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void set(String faults) throws IOException, InterruptedException {
        assertThat(faults("PUT", faults).statusCode()).isEqualTo(200);
    }

    private void put() {
        kinesis.putRecord(b -> b.streamName("s").partitionKey("key").data(SdkBytes.fromUtf8String("data")));
    }

    private PutRecordsResponse putMany(int count, int bytes) {
        PutRecordsRequestEntry entry = PutRecordsRequestEntry.builder()
                .partitionKey("key")
                .data(SdkBytes.fromByteArray(new byte[bytes]))
                .build();
        return kinesis.putRecords(b -> b.streamName("s").records(Collections.nCopies(count, entry)));
    }

    private String iterator() {
        return kinesis.getShardIterator(
                        b -> b.streamName("s").shardId(SHARD).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
    }

    private List<Record> records() {
        return kinesis.getRecords(b -> b.shardIterator(iterator())).records();
    }

    @Test
    void areSetAndShownWhileItRuns() throws Exception {
        set("{\"throttledShare\":1,\"seed\":42}");
        assertThatThrownBy(this::put).isInstanceOf(ProvisionedThroughputExceededException.class);

        HttpResponse<String> shown = faults("GET", "");

        assertThat(shown.body())
                .contains("\"throttledShare\":1.0", "\"seed\":42", "\"failedEntryShare\":0.0", "\"THROTTLED\":1");
        set("{}");
        put();
        assertThat(records()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"throttledShare\":1.5}           | throttledShare must be from 0 to 1, got 1.5",
                "{\"failedEntryShare\":-0.1}        | failedEntryShare must be from 0 to 1, got -0.1",
                "{\"lostAnswerShare\":2}            | lostAnswerShare must be from 0 to 1, got 2.0",
                "{\"expiredIteratorShare\":\"NaN\"} | expiredIteratorShare must be from 0 to 1, got NaN",
                "{\"latencyMillis\":-1}             | latencyMillis must be from 0 to 60000, got -1",
                "{\"throttled\":1}                  | throttled",
                "nonsense                           | nonsense"
            })
    void areRefusedWhenTheyMakeNoSense(String body, String message) throws Exception {
        HttpResponse<String> answer = faults("PUT", body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(message);
        put();
    }

    @Test
    void throttleTheListingOfShardsWithTheErrorOfStreams() throws Exception {
        set("{\"throttledShare\":1}");

        assertThatThrownBy(() -> kinesis.listShards(b -> b.streamName("s"))).isInstanceOf(LimitExceededException.class);
    }

    @Test
    void failSomeEntriesAndStoreTheOthersTheSameForOneSeed() throws Exception {
        set("{\"failedEntryShare\":0.3,\"seed\":7}");
        PutRecordsResponse first = putMany(200, 10);
        set("{\"failedEntryShare\":0.3,\"seed\":7}");
        PutRecordsResponse second = putMany(200, 10);

        assertThat(first.failedRecordCount()).isBetween(30, 90);
        assertThat(second.records())
                .extracting(PutRecordsResultEntry::errorCode)
                .isEqualTo(first.records().stream()
                        .map(PutRecordsResultEntry::errorCode)
                        .toList());
        assertThat(first.records())
                .filteredOn(entry -> entry.errorCode() != null)
                .hasSize(first.failedRecordCount())
                .allSatisfy(entry -> {
                    assertThat(entry.errorCode()).isEqualTo("ProvisionedThroughputExceededException");
                    assertThat(entry.errorMessage()).contains("Rate exceeded for shard " + SHARD + " in stream s");
                    assertThat(entry.sequenceNumber()).isNull();
                });
        assertThat(records()).hasSize(400 - first.failedRecordCount() - second.failedRecordCount());
    }

    @Test
    void loseTheAnswerOfAWriteThatIsDone() throws Exception {
        set("{\"lostAnswerShare\":1}");

        assertThatThrownBy(this::put)
                .isInstanceOf(KinesisException.class)
                .satisfies(e -> assertThat(((KinesisException) e).statusCode()).isEqualTo(500));
        assertThatThrownBy(() -> putMany(2, 10)).isInstanceOf(KinesisException.class);
        assertThat(records()).hasSize(3);
    }

    @Test
    void expireIteratorsBeforeTheirTime() throws Exception {
        set("{\"expiredIteratorShare\":1}");

        assertThatThrownBy(this::records).isInstanceOf(ExpiredIteratorException.class);
    }

    @Test
    void delayCallsAndAnswerThemRight() throws Exception {
        set("{\"latencyMillis\":5}");

        put();
        assertThat(records()).hasSize(1);
    }

    @Test
    void limitTheRecordsThatAShardTakesInASecond() throws Exception {
        set("{\"throughputLimits\":true}");

        assertThat(putMany(500, 10).failedRecordCount()).isZero();
        assertThat(putMany(500, 10).failedRecordCount()).isZero();
        PutRecordsResponse refused = putMany(3, 10);
        assertThat(refused.records())
                .extracting(PutRecordsResultEntry::errorCode)
                .containsOnly("ProvisionedThroughputExceededException");
        assertThatThrownBy(this::put)
                .isInstanceOf(ProvisionedThroughputExceededException.class)
                .hasMessageContaining("Rate exceeded for shard " + SHARD + " in stream s under account");
        here.pass(Duration.ofSeconds(1));
        put();
    }

    @Test
    void limitTheReadingsOfAShardInASecond() throws Exception {
        set("{\"throughputLimits\":true}");

        for (int i = 0; i < 5; i++) {
            records();
        }
        assertThatThrownBy(this::records).isInstanceOf(ProvisionedThroughputExceededException.class);
        here.pass(Duration.ofMillis(200));
        records();
    }
}
