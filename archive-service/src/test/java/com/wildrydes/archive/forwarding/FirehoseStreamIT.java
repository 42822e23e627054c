package com.wildrydes.archive.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.archive.ArchiveProperties;
import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.RetriedCalls;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Forwarding by the real SDK to a Firehose that fails every other record. */
@Timeout(180)
class FirehoseStreamIT {

    private static final int CALLS = 40;
    private static final int RECORDS_A_CALL = 5;

    @TempDir
    private Path data;

    @Test
    void archivesEveryRecordWhenHalfOfThemFail() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        LocalAwsOptions options = LocalAwsOptions.parse(
                List.of("--port=0", "--data=" + data, "--services=s3,firehose", "--firehose-failures=0.5"), Map.of());
        try (LocalAws aws = LocalAws.start(options);
                S3Client s3 = at(aws, S3Client.builder()).forcePathStyle(true).build();
                FirehoseAsyncClient firehose = at(aws, FirehoseAsyncClient.builder())
                        .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                        .build();
                RetriedCalls calls = new RetriedCalls(
                        "archive.calls",
                        4,
                        new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)),
                        new Random(1),
                        meters)) {
            s3.createBucket(create -> create.bucket("fleet"));
            DeliveryStreamProvisioner provisioner = new DeliveryStreamProvisioner(firehose, properties());
            provisioner.provision();
            provisioner.provision();
            Forwarder forwarder = new Forwarder(new FirehoseStream(firehose, "wildrydes"), calls);

            List<CompletableFuture<Void>> accepted = new ArrayList<>();
            Set<String> sent = new HashSet<>();
            for (int call = 0; call < CALLS; call++) {
                List<byte[]> records = new ArrayList<>();
                for (int i = 0; i < RECORDS_A_CALL; i++) {
                    String line = "{\"call\":" + call + ",\"record\":" + i + "}";
                    sent.add(line);
                    records.add((line + '\n').getBytes(StandardCharsets.UTF_8));
                }
                accepted.add(forwarder.send(records));
            }
            CompletableFuture.allOf(accepted.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

            assertThat(meters.counter("wildrydes.archive.calls.retries", "reason", "RecordsRejectedException")
                            .count())
                    .isPositive();
            // Each once: what was accepted is not sent again with what was not.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(lines(s3)).containsExactlyInAnyOrderElementsOf(sent));
        }
    }

    private static List<String> lines(S3Client s3) throws IOException {
        List<String> lines = new ArrayList<>();
        for (S3Object file :
                s3.listObjectsV2(list -> list.bucket("fleet").prefix("raw/")).contents()) {
            assertThat(file.key()).matches("raw/\\d{4}/\\d\\d/\\d\\d/\\d\\d/[^/]+\\.json\\.gz");
            byte[] stored = s3.getObjectAsBytes(get -> get.bucket("fleet").key(file.key()))
                    .asByteArray();
            try (BufferedReader text = new BufferedReader(new InputStreamReader(
                    new GZIPInputStream(new ByteArrayInputStream(stored)), StandardCharsets.UTF_8))) {
                text.lines().forEach(lines::add);
            }
        }
        return lines;
    }

    private static ArchiveProperties properties() {
        return new ArchiveProperties(
                "fleet",
                new ArchiveProperties.Firehose(
                        "wildrydes", 4, Duration.ofSeconds(1), true, "arn:aws:iam::000000000000:role/firehose"),
                new ArchiveProperties.Athena(
                        null, "wildrydes", "wildrydes", DataSize.ofGigabytes(1), 1, Duration.ofMinutes(1), 1));
    }

    private static <B extends AwsClientBuilder<B, ?>> B at(LocalAws aws, B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
    }
}
