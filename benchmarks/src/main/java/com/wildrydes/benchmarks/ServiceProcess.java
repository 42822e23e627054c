package com.wildrydes.benchmarks;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One service in a process of its own, as {@code ./wildrydes up} starts it, and what its metrics tell. */
final class ServiceProcess {

    private static final Pattern AGE =
            Pattern.compile("^wildrydes_read_age_seconds\\{[^}]*shard=\"(shardId-\\d+)\"", Pattern.MULTILINE);
    private static final Pattern RECORDS =
            Pattern.compile("^wildrydes_read_records_total\\{[^}]*} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern HEAP =
            Pattern.compile("^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern SKIPPED =
            Pattern.compile("^wildrydes_dashboard_messages_skipped_total\\{[^}]*} (\\S+)$", Pattern.MULTILINE);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private final String name;
    private final Process process;
    private final int port;
    private final long began;

    private ServiceProcess(String name, Process process, int port) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.began = System.nanoTime();
    }

    /** @param log where its output goes */
    static ServiceProcess start(String name, Path jar, int heapMebibytes, URI aws, Path log, List<String> options)
            throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        List<String> command = Stream.of(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xmx" + heapMebibytes + "m",
                                "-Xss512k",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-jar",
                                jar.toString(),
                                "--spring.profiles.active=local",
                                "--server.port=" + port),
                        options)
                .flatMap(List::stream)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("AWS_ENDPOINT_URL", aws.toString());
        Process process = builder.start();
        // A measurement that is broken off leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new ServiceProcess(name, process, port);
    }

    String name() {
        return name;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Waits until it is ready to be called. */
    void awaitReady() throws InterruptedException {
        while (!get("/actuator/health").contains("\"UP\"")) {
            if (!process.isAlive()) {
                throw new IllegalStateException(name + " must start, but ended with code " + process.exitValue());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    double secondsSinceStart() {
        return (System.nanoTime() - began) / 1e9;
    }

    /** The shards of which it has delivered records since it took them. */
    Set<String> shards() {
        Set<String> shards = new TreeSet<>();
        Matcher matcher = AGE.matcher(metrics());
        while (matcher.find()) {
            shards.add(matcher.group(1));
        }
        return shards;
    }

    double records() {
        return sum(RECORDS);
    }

    /** What of its heap is in use, garbage included. */
    long heapBytes() {
        return (long) sum(HEAP);
    }

    /** How often the map's WebSocket passed over a client that was still busy. */
    double skipped() {
        return sum(SKIPPED);
    }

    private double sum(Pattern metric) {
        Matcher matcher = metric.matcher(metrics());
        double sum = 0;
        while (matcher.find()) {
            sum += Double.parseDouble(matcher.group(1));
        }
        return sum;
    }

    /** Has its JVM do something, such as {@code GC.run}: a command of {@code jcmd}. */
    void command(String... words) throws IOException, InterruptedException {
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                Long.toString(process.pid())),
                        Stream.of(words))
                .toList();
        int code = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " must succeed, but ended with code " + code);
        }
    }

    Usage usage() {
        return new Usage(process.toHandle());
    }

    private String metrics() {
        return get("/actuator/prometheus");
    }

    /** Empty while it does not answer. */
    private String get(String path) {
        if (!process.isAlive()) {
            return "";
        }
        try {
            return HTTP.send(
                            HttpRequest.newBuilder(address().resolve(path))
                                    .timeout(Duration.ofSeconds(2))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    /** As a crash does ({@code kill -9}). */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As an orderly stop does ({@code SIGTERM}). */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + " must end within 20 s of SIGTERM, but did not");
        }
    }
}
