package com.wildrydes.localaws.firehose;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.LocalAwsProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseClient;
import software.amazon.awssdk.services.firehose.model.Record;
import software.amazon.awssdk.services.s3.S3Client;

class FirehoseKilledTest {

    @TempDir
    private Path data;

    @Test
    void losesAndDoublesNothingThatWasAcknowledgedWhenItIsKilled() throws Exception {
        List<String> acknowledged = new ArrayList<>();
        for (int run = 0; run < 3; run++) {
            try (LocalAwsProcess aws = LocalAwsProcess.start(data, "--services=s3,firehose");
                    FirehoseClient firehose = ContractEndpoint.client(FirehoseClient.builder(), aws.endpoint());
                    S3Client s3 = ContractEndpoint.client(S3Client.builder().forcePathStyle(true), aws.endpoint())) {
                if (run == 0) {
                    s3.createBucket(b -> b.bucket("archive"));
                    firehose.createDeliveryStream(b -> b.deliveryStreamName("reports")
                            .extendedS3DestinationConfiguration(d -> d.roleARN("arn:aws:iam::000000000000:role/x")
                                    .bucketARN("arn:aws:s3:::archive")
                                    .bufferingHints(h -> h.intervalInSeconds(1).sizeInMBs(1))));
                }
                for (int batch = 0; batch < 10; batch++) {
                    String prefix = run + "-" + batch + "-";
                    List<String> lines = IntStream.range(0, 200)
                            .mapToObj(i -> prefix + i + "x".repeat(1_000))
                            .toList();
                    firehose.putRecordBatch(b -> b.deliveryStreamName("reports")
                            .records(lines.stream()
                                    .map(line -> Record.builder()
                                            .data(SdkBytes.fromUtf8String(line + "\n"))
                                            .build())
                                    .toList()));
                    acknowledged.addAll(lines);
                }
                aws.kill();
            }
        }
        try (LocalAwsProcess aws = LocalAwsProcess.start(data, "--services=s3,firehose")) {
            assertThat(aws.stop()).isEqualTo(143);
        }

        List<String> delivered = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data.resolve("s3/archive"))) {
            for (Path file : files.filter(f -> f.getFileName().toString().matches("reports-1-.{19}-[0-9a-f-]{36}"))
                    .toList()) {
                delivered.addAll(Files.readAllLines(file));
            }
        }
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(acknowledged);
    }
}
