package com.wildrydes.localaws.firehose;

import static com.wildrydes.localaws.ContractEndpoint.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.NotOnLocalStack;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.DeliveryStreamStatus;
import software.amazon.awssdk.services.firehose.model.ExtendedS3DestinationConfiguration;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.InvalidArgumentException;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.firehose.model.ResourceInUseException;
import software.amazon.awssdk.services.firehose.model.ResourceNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

@Tag("localstack")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FirehoseContractTest {

    private static final String BUCKET = unique("firehose");
    private static final String HOUR = "\\d{4}/\\d\\d/\\d\\d/\\d\\d/";
    private static final String SUFFIX = "-1-\\d{4}-\\d\\d-\\d\\d-\\d\\d-\\d\\d-\\d\\d-[0-9a-f-]{36}";

    private static FirehoseClient firehose;
    private static S3Client s3;

    @BeforeAll
    static void open() {
        firehose = ContractEndpoint.client(FirehoseClient.builder());
        s3 = ContractEndpoint.client(S3Client.builder().forcePathStyle(true));
        s3.createBucket(b -> b.bucket(BUCKET));
    }

    @AfterAll
    static void close() {
        firehose.close();
        s3.close();
    }

    private static String create(Consumer<ExtendedS3DestinationConfiguration.Builder> destination) {
        String name = unique("stream");
        firehose.createDeliveryStream(b -> b.deliveryStreamName(name)
                .extendedS3DestinationConfiguration(
                        e -> destination.accept(e.roleARN("arn:aws:iam::000000000000:role/x")
                                .bucketARN("arn:aws:s3:::" + BUCKET)
                                .bufferingHints(h -> h.intervalInSeconds(1).sizeInMBs(1)))));
        return name;
    }

    private static Record record(String text) {
        return Record.builder().data(SdkBytes.fromUtf8String(text)).build();
    }

    private static List<S3Object> objects(String prefix) {
        return s3.listObjectsV2Paginator(b -> b.bucket(BUCKET).prefix(prefix)).contents().stream()
                .toList();
    }

    private static String text(S3Object object) {
        byte[] bytes =
                s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(object.key())).asByteArray();
        try {
            return new String(
                    object.key().endsWith(".gz")
                            ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes()
                            : bytes,
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<S3Object> awaitObjects(String prefix) {
        return await().atMost(Duration.ofSeconds(30)).until(() -> objects(prefix), found -> !found.isEmpty());
    }

    @Test
    void deliversABatchAsOneObjectBelowTheHour() {
        String stream = create(d -> d.prefix("batch/"));

        putLines(stream);

        assertThat(awaitObjects("batch/")).singleElement().satisfies(object -> {
            assertThat(object.key()).matches("batch/" + HOUR + stream + "-.+");
            assertThat(text(object).lines()).hasSize(500).startsWith("line 0").endsWith("line 499");
        });
    }

    @Test
    @NotOnLocalStack("does not compress, and leaves the stream's version out of the name")
    void compressesWhatItDelivers() {
        String stream = create(d -> d.prefix("gz/").compressionFormat(CompressionFormat.GZIP));

        putLines(stream);

        assertThat(awaitObjects("gz/")).singleElement().satisfies(object -> {
            assertThat(object.key()).matches("gz/" + HOUR + stream + SUFFIX + "\\.gz");
            assertThat(text(object).lines()).hasSize(500).startsWith("line 0").endsWith("line 499");
        });
    }

    private static void putLines(String stream) {
        List<Record> records = IntStream.range(0, 500)
                .mapToObj(i -> record("line " + i + "\n"))
                .toList();

        var answer = firehose.putRecordBatch(b -> b.deliveryStreamName(stream).records(records));

        assertThat(answer.failedPutCount()).isZero();
        assertThat(answer.requestResponses())
                .hasSize(500)
                .allSatisfy(response -> assertThat(response.recordId()).isNotEmpty());
    }

    @Test
    @NotOnLocalStack("writes an object for each call, and names those of one second in any order")
    void putsSingleRecordsTogetherAsTheyCome() {
        String stream = create(d -> d.prefix("plain/"));

        firehose.putRecord(b -> b.deliveryStreamName(stream).record(record("{\"a\":1}\n")));
        firehose.putRecord(b -> b.deliveryStreamName(stream).record(record("{\"a\":\"ü\"}\n")));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(objects("plain/").stream().map(FirehoseContractTest::text))
                        .satisfies(
                                texts -> assertThat(String.join("", texts)).isEqualTo("{\"a\":1}\n{\"a\":\"ü\"}\n")));
        assertThat(objects("plain/"))
                .allSatisfy(object -> assertThat(object.key()).matches("plain/" + HOUR + stream + SUFFIX));
    }

    @Test
    @NotOnLocalStack("writes an object for each call")
    void deliversAFullBufferAtOnce() {
        String stream = create(d ->
                d.prefix("full/").bufferingHints(h -> h.intervalInSeconds(900).sizeInMBs(1)));

        IntStream.range(0, 3)
                .forEach(i ->
                        firehose.putRecord(b -> b.deliveryStreamName(stream).record(record("x".repeat(400_000)))));

        assertThat(awaitObjects("full/"))
                .singleElement()
                .satisfies(object -> assertThat(object.size()).isEqualTo(1_200_000));
    }

    @Test
    void endsNamesWithTheExtension() {
        String stream = create(d -> d.prefix("extension/").fileExtension(".ndjson"));

        firehose.putRecord(b -> b.deliveryStreamName(stream).record(record("x")));

        assertThat(awaitObjects("extension/"))
                .singleElement()
                .satisfies(object ->
                        assertThat(object.key()).matches("extension/" + HOUR + stream + "-.+[0-9a-f]\\.ndjson"));
    }

    @Test
    @NotOnLocalStack("leaves expressions as they are, and puts the hour behind them")
    void evaluatesExpressions() {
        String stream = create(d -> d.prefix("e/dt=!{timestamp:yyyy-MM-dd}/!{firehose:random-string}/")
                .errorOutputPrefix("errors/!{firehose:error-output-type}/")
                .compressionFormat(CompressionFormat.GZIP)
                .fileExtension(".json.gz"));

        firehose.putRecord(b -> b.deliveryStreamName(stream).record(record("x")));

        assertThat(awaitObjects("e/"))
                .singleElement()
                .satisfies(object -> assertThat(object.key())
                        .matches("e/dt=\\d{4}-\\d\\d-\\d\\d/[a-zA-Z0-9]{11}/" + stream + SUFFIX + "\\.json\\.gz"));
    }

    @Test
    void takesThePlainDestinationToo() {
        String stream = unique("stream");
        firehose.createDeliveryStream(b -> b.deliveryStreamName(stream)
                .s3DestinationConfiguration(d -> d.roleARN("arn:aws:iam::000000000000:role/x")
                        .bucketARN("arn:aws:s3:::" + BUCKET)
                        .prefix("simple/")
                        .bufferingHints(h -> h.intervalInSeconds(1).sizeInMBs(1))));

        firehose.putRecord(b -> b.deliveryStreamName(stream).record(record("x")));

        assertThat(awaitObjects("simple/")).hasSize(1);
    }

    @Test
    void describesAndListsStreams() {
        String stream = create(d -> d.prefix("raw/").compressionFormat(CompressionFormat.GZIP));

        var description = firehose.describeDeliveryStream(b -> b.deliveryStreamName(stream))
                .deliveryStreamDescription();

        assertThat(description.deliveryStreamStatus()).isEqualTo(DeliveryStreamStatus.ACTIVE);
        assertThat(description.deliveryStreamARN()).endsWith(":deliverystream/" + stream);
        assertThat(description.destinations()).singleElement().satisfies(d -> {
            assertThat(d.extendedS3DestinationDescription().prefix()).isEqualTo("raw/");
            assertThat(d.extendedS3DestinationDescription().compressionFormat()).isEqualTo(CompressionFormat.GZIP);
            assertThat(d.extendedS3DestinationDescription().bufferingHints().sizeInMBs())
                    .isEqualTo(1);
        });
        assertThat(firehose.listDeliveryStreams(b -> b.limit(10_000)).deliveryStreamNames())
                .contains(stream);
    }

    @Test
    @NotOnLocalStack("lists all streams, whatever the limit")
    void listsAsManyStreamsAsItIsAskedFor() {
        create(d -> d.prefix("raw/"));
        create(d -> d.prefix("raw/"));

        assertThat(firehose.listDeliveryStreams(b -> b.limit(1).exclusiveStartDeliveryStreamName("a"))
                        .deliveryStreamNames())
                .hasSize(1);
    }

    @Test
    void deletesAStreamAfterItsLastDelivery() {
        String stream = create(d ->
                d.prefix("last/").bufferingHints(h -> h.intervalInSeconds(900).sizeInMBs(128)));
        firehose.putRecord(b -> b.deliveryStreamName(stream).record(record("x")));

        firehose.deleteDeliveryStream(b -> b.deliveryStreamName(stream));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThatThrownBy(
                                () -> firehose.describeDeliveryStream(b -> b.deliveryStreamName(stream)))
                        .isInstanceOf(ResourceNotFoundException.class));
        assertThat(awaitObjects("last/")).hasSize(1);
    }

    @Test
    void namesItsErrors() {
        String stream = create(d -> d.prefix("raw/"));

        assertThatThrownBy(() -> firehose.putRecord(
                        b -> b.deliveryStreamName("not-there").record(record("x"))))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> firehose.createDeliveryStream(b -> b.deliveryStreamName(stream)
                        .extendedS3DestinationConfiguration(d ->
                                d.roleARN("arn:aws:iam::000000000000:role/x").bucketARN("arn:aws:s3:::" + BUCKET))))
                .isInstanceOf(ResourceInUseException.class);
    }

    @Test
    @NotOnLocalStack("takes any hint and prefix")
    void refusesDestinationsThatCannotBe() {
        assertThatThrownBy(() -> create(d -> d.bufferingHints(h -> h.sizeInMBs(129))))
                .isInstanceOf(FirehoseException.class);
        assertThatThrownBy(() -> create(d -> d.prefix("!{timestamp:yyyy}/")))
                .isInstanceOf(InvalidArgumentException.class);
    }

    @Test
    @NotOnLocalStack("takes any number of records of any size")
    void refusesMoreThanABatchMayHold() {
        String stream = create(d -> d.prefix("limits/"));
        Record mebibyte = record("x".repeat(1_000 << 10));

        assertThatThrownBy(() -> firehose.putRecordBatch(
                        b -> b.deliveryStreamName(stream).records(Collections.nCopies(501, record("x")))))
                .isInstanceOf(FirehoseException.class);
        assertThatThrownBy(() -> firehose.putRecordBatch(
                        b -> b.deliveryStreamName(stream).records(Collections.nCopies(5, mebibyte))))
                .isInstanceOf(InvalidArgumentException.class);
        assertThatThrownBy(() -> firehose.putRecord(b ->
                        b.deliveryStreamName(stream).record(record("x".repeat((1_000 << 10) + 1)))))
                .isInstanceOf(FirehoseException.class);
        firehose.putRecordBatch(b -> b.deliveryStreamName(stream).records(Collections.nCopies(4, mebibyte)));
    }
}
