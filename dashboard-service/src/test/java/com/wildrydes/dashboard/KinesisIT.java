package com.wildrydes.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.StreamStatus;

/** The application as it is, reading from local-aws what the bare SDK puts there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KinesisIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private LocalAws aws;
    private ConfigurableApplicationContext dashboard;
    private KinesisAsyncClient kinesis;

    @BeforeAll
    void start(@TempDir Path data) {
        aws = LocalAws.start(LocalAwsOptions.inFolder(data).withServices("kinesis"));
        dashboard = new SpringApplicationBuilder(DashboardApplication.class)
                .run(
                        "--spring.profiles.active=local",
                        "--server.port=0",
                        "--spring.cloud.aws.endpoint=" + aws.endpoint(),
                        "--wildrydes.streams.shards.reports=2");
        kinesis = dashboard.getBean(KinesisAsyncClient.class);
        for (String stream : new String[] {"wildrydes", "wildrydes-summary"}) {
            await().atMost(PATIENCE).until(() -> isActive(stream));
        }
    }

    @AfterAll
    void stop() {
        dashboard.close();
        aws.close();
    }

    private boolean isActive(String stream) {
        return kinesis.describeStreamSummary(request -> request.streamName(stream))
                .handle((response, failure) ->
                        failure == null && response.streamDescriptionSummary().streamStatus() == StreamStatus.ACTIVE)
                .join();
    }

    private void put(String stream, String key, String data) {
        kinesis.putRecord(
                        request -> request.streamName(stream).partitionKey(key).data(SdkBytes.fromUtf8String(data)))
                .join();
    }

    private URI http(String path) {
        return URI.create("http://127.0.0.1:"
                + dashboard.getEnvironment().getRequiredProperty("local.server.port", Integer.class) + path);
    }

    @Test
    void showsWhatTheBareSdkPuts() {
        for (String name : new String[] {"Shadowfax", "Rocinante", "Sleipnir", "Pegasus"}) {
            put("wildrydes", name, new String(Reports.of(name).at(Instant.now()).json(), StandardCharsets.UTF_8));
        }
        put("wildrydes", "nobody", "no report");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Http.get(http("/api/positions")).body())
                        .contains("Shadowfax", "Rocinante", "Sleipnir", "Pegasus"));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Http.get(http("/actuator/health")).body()).contains("\"stream\":\"READING\""));
    }

    @Test
    void followsAStreamFromItsBeginning() throws Exception {
        put("wildrydes-summary", "Shadowfax", "{\"Name\":\"Shadowfax\",\"Samples\":60}\n");

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Http.stream(http("/api/streams/wildrydes-summary/tail?from=TRIM_HORIZON"))
                        .body(),
                StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("{\"Name\":\"Shadowfax\",\"Samples\":60}");
        }
    }
}
