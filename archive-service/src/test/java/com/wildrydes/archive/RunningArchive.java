package com.wildrydes.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service beside local-aws, and its API in few words. */
public final class RunningArchive implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final LocalAws aws;
    private final List<String> settings;
    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext service;

    private RunningArchive(LocalAws aws, List<String> settings) {
        this.aws = aws;
        this.settings = settings;
        service = run();
    }

    /** @param settings of the service */
    public static RunningArchive start(Path data, List<String> awsOptions, List<String> settings) {
        List<String> options = new ArrayList<>(List.of("--port=0", "--data=" + data));
        options.addAll(awsOptions);
        return new RunningArchive(LocalAws.start(LocalAwsOptions.parse(options, Map.of())), settings);
    }

    private ConfigurableApplicationContext run() {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--spring.cloud.aws.endpoint=" + aws.endpoint(),
                "--wildrydes.archive.firehose.buffer-interval=1s"));
        all.addAll(settings);
        return new SpringApplicationBuilder(ArchiveApplication.class)
                .profiles("local")
                .run(all.toArray(String[]::new));
    }

    /** Ends the service and starts it again; local-aws goes on. */
    public void restart() {
        service.close();
        service = run();
    }

    @Override
    public void close() {
        service.close();
        aws.close();
    }

    /** Where the service answers. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port"));
    }

    public ConfigurableApplicationContext context() {
        return service;
    }

    /** A client of local-aws. */
    public <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port") + path));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new AssertionError("The service must answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    public HttpResponse<String> get(String path) {
        return send(request(path), BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path, String accept) {
        return send(request(path).header("Accept", accept), BodyHandlers.ofString());
    }

    public HttpResponse<byte[]> download(String path) {
        return send(request(path), BodyHandlers.ofByteArray());
    }

    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE(), BodyHandlers.ofString());
    }

    /** Posts SQL as an ad-hoc query. */
    public HttpResponse<String> post(String sql) {
        return post(
                "/api/queries",
                JsonMapper.shared()
                        .writeValueAsString(
                                JsonMapper.shared().createObjectNode().put("sql", sql)));
    }

    public HttpResponse<String> post(String path, String json) {
        return send(
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)),
                BodyHandlers.ofString());
    }

    /** Starts an ad-hoc query and gives its path. */
    public String started(String sql) {
        return accepted(post(sql));
    }

    private static String accepted(HttpResponse<String> started) {
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        return started.headers().firstValue("Location").orElseThrow();
    }

    /** Runs an ad-hoc query to its end and gives its path. */
    public String query(String sql) {
        return succeeded(started(sql));
    }

    /** Runs a ready report to its end and gives the path of its query. */
    public String report(String id, String parameters) {
        return succeeded(accepted(post("/api/reports/" + id, parameters)));
    }

    private String succeeded(String path) {
        JsonNode over = awaitOver(path);
        assertThat(over.get("state").asString()).as(over.toString()).isEqualTo("SUCCEEDED");
        return path;
    }

    public JsonNode awaitOver(String path) {
        return await().atMost(PATIENCE)
                .until(
                        () -> json(get(path)),
                        query -> !Set.of("QUEUED", "RUNNING")
                                .contains(query.get("state").asString()));
    }

    /** The first page, of up to a thousand rows. */
    public JsonNode results(String path) {
        HttpResponse<String> results = get(path + "/results?limit=1000");
        assertThat(results.statusCode()).as(results.body()).isEqualTo(200);
        return json(results);
    }

    public JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
