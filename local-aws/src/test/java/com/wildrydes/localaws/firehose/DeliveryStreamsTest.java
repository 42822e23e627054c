package com.wildrydes.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.json.JsonMapper;

/** What a stop, a kill and a refusing S3 do to records that were acknowledged. */
class DeliveryStreamsTest {

    @TempDir
    Path data;

    private LocalAws start(String... more) {
        List<String> options =
                new ArrayList<>(List.of("--port=0", "--data=" + data.resolve("aws"), "--services=s3,firehose"));
        options.addAll(List.of(more));
        return LocalAws.start(LocalAwsOptions.parse(options, Map.of()));
    }

    private static void createStream(URI endpoint, String name) {
        try (FirehoseClient firehose = ContractEndpoint.client(FirehoseClient.builder(), endpoint)) {
            firehose.createDeliveryStream(b -> b.deliveryStreamName(name)
                    .extendedS3DestinationConfiguration(d -> d.roleARN("arn:aws:iam::000000000000:role/x")
                            .bucketARN("arn:aws:s3:::archive")
                            .bufferingHints(h -> h.intervalInSeconds(900).sizeInMBs(128))));
        }
    }

    private static int put(URI endpoint, String stream, String text, int times) {
        try (FirehoseClient firehose = ContractEndpoint.client(FirehoseClient.builder(), endpoint)) {
            Record record = Record.builder().data(SdkBytes.fromUtf8String(text)).build();
            return firehose.putRecordBatch(
                            b -> b.deliveryStreamName(stream).records(Collections.nCopies(times, record)))
                    .failedPutCount();
        }
    }

    private static void createBucket(URI endpoint) {
        try (S3Client s3 = ContractEndpoint.client(S3Client.builder().forcePathStyle(true), endpoint)) {
            s3.createBucket(b -> b.bucket("archive"));
        }
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(data.resolve("aws/s3/archive"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> {
                        try {
                            return Files.readString(file, StandardCharsets.UTF_8);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        }
    }

    @Test
    void deliversWhatIsBufferedWhenItStops() throws IOException {
        try (LocalAws aws = start()) {
            createBucket(aws.endpoint());
            createStream(aws.endpoint(), "reports");
            put(aws.endpoint(), "reports", "line\n", 3);
        }

        assertThat(contents()).containsExactly("line\nline\nline\n");
    }

    @Test
    void deliversAfterARestartWhatAKilledProcessHadBuffered() throws IOException {
        Path folder = Files.createDirectories(data.resolve("aws/firehose/reports"));
        DeliveryStream definition = new DeliveryStream(
                "reports",
                Clock.systemUTC().instant(),
                "",
                "archive",
                new Prefix("raw/"),
                new Prefix(""),
                DeliveryStream.MEBIBYTE,
                Duration.ofSeconds(900),
                false,
                "");
        Files.write(
                folder.resolve("stream.json"),
                JsonMapper.shared().writeValueAsBytes(StreamJson.describe(definition, "us-east-1")));
        BufferName left = BufferName.of(Instant.parse("2026-11-23T01:02:03.004Z"));
        try (RecordBuffer buffer = RecordBuffer.create(folder, left)) {
            buffer.append(List.of("acknowledged\n".getBytes(StandardCharsets.UTF_8)));
        }
        Path delivered = data.resolve("aws/s3/archive/raw/2026/11/23/01/reports-1-2026-11-23-01-02-03-" + left.id());

        try (LocalAws aws = start()) {
            createBucket(aws.endpoint());

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(delivered).hasContent("acknowledged"));
        }
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("stream.json"));
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void keepsWhatS3RefusesAndDeliversItLater() throws IOException {
        try (LocalAws aws = start()) {
            createStream(aws.endpoint(), "reports");
            put(aws.endpoint(), "reports", "line\n", 1);
        }
        try (LocalAws aws = start()) {
            createBucket(aws.endpoint());
        }

        assertThat(contents()).containsExactly("line\n");
    }

    @Test
    void reportsTheShareOfRecordsThatIsToFail() throws IOException {
        int failed;
        try (LocalAws aws = start("--firehose-failures=0.5")) {
            createBucket(aws.endpoint());
            createStream(aws.endpoint(), "reports");
            failed = put(aws.endpoint(), "reports", "x", 500);
        }

        assertThat(failed).isBetween(150, 350);
        assertThat(String.join("", contents())).hasSize(500 - failed);
    }
}
