package com.wildrydes.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The suite as it is on a laptop: local-aws and the five services from their jars, on free ports, with data of their own
 * under {@code target}. Closed, it stops what it started.
 */
final class Suite implements AutoCloseable {

    /** Short windows let a test see several close. */
    static final Duration WINDOW = Duration.ofSeconds(Integer.getInteger("wildrydes.test.window-seconds", 10));

    enum Part {
        LOCAL_AWS,
        PRODUCER,
        AGGREGATOR,
        PERSISTER,
        ARCHIVE,
        DASHBOARD;

        String module() {
            return this == LOCAL_AWS ? "local-aws" : name().toLowerCase(java.util.Locale.ROOT) + "-service";
        }
    }

    private final Path folder;
    private final Map<Part, Integer> ports = new EnumMap<>(Part.class);
    private final Map<Part, SuiteProcess> processes = Collections.synchronizedMap(new EnumMap<>(Part.class));

    private Suite(Path folder) {
        this.folder = folder;
        for (Part part : Part.values()) {
            ports.put(part, freePort());
        }
    }

    /** Starts everything and waits until it is ready. */
    static Suite start() {
        try {
            Path target = Files.createDirectories(Path.of("target", "suites"));
            Suite suite = new Suite(Files.createTempDirectory(target, "suite-").toAbsolutePath());
            try {
                suite.start(Part.LOCAL_AWS);
                suite.awaitReady(Part.LOCAL_AWS);
                List<Part> services = new ArrayList<>(List.of(Part.values()));
                services.remove(Part.LOCAL_AWS);
                services.forEach(suite::start);
                services.forEach(suite::awaitReady);
                return suite;
            } catch (RuntimeException | Error e) {
                suite.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start(Part part) {
        processes.put(part, SuiteProcess.start(part.module(), command(part), environment(), log(part)));
    }

    void awaitReady(Part part) {
        String path = part == Part.LOCAL_AWS ? "/_local-aws/health" : "/actuator/health/readiness";
        process(part).awaitReady(uri(part, path));
    }

    SuiteProcess process(Part part) {
        SuiteProcess process = processes.get(part);
        if (process == null) {
            throw new IllegalStateException(part + " was never started");
        }
        return process;
    }

    /** Where a part answers, without the front door. */
    URI uri(Part part, String path) {
        return URI.create("http://127.0.0.1:" + ports.get(part) + path);
    }

    /** Where people and browsers knock. */
    URI door(String path) {
        return uri(Part.DASHBOARD, path);
    }

    URI aws() {
        return uri(Part.LOCAL_AWS, "");
    }

    Path log(Part part) {
        return folder.resolve(part.module() + ".log");
    }

    private List<String> command(Part part) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar"));
        if (part == Part.LOCAL_AWS) {
            command.add(Repository.ROOT
                    .resolve("local-aws/target/local-aws-1.0.0-SNAPSHOT.jar")
                    .toString());
            command.addAll(List.of(
                    "--port",
                    String.valueOf(ports.get(part)),
                    "--data",
                    folder.resolve("data").toString(),
                    "--dynamodb-lib",
                    Repository.ROOT
                            .resolve("local-aws/dynamodb-local/target/lib")
                            .toString()));
            return command;
        }
        command.add(Repository.ROOT
                .resolve(part.module() + "/target/" + part.module() + "-1.0.0-SNAPSHOT.jar")
                .toString());
        command.add("--spring.profiles.active=local");
        command.add("--server.port=" + ports.get(part));
        switch (part) {
            case AGGREGATOR -> command.add("--wildrydes.window.length=" + WINDOW);
            case ARCHIVE -> command.add("--wildrydes.archive.firehose.buffer-interval=2s");
            case DASHBOARD -> {
                for (Part owner : List.of(Part.PRODUCER, Part.PERSISTER, Part.ARCHIVE)) {
                    String name = owner.name().toLowerCase(java.util.Locale.ROOT);
                    command.add("--wildrydes.dashboard.services." + name + "=" + uri(owner, ""));
                }
            }
            default -> {}
        }
        return command;
    }

    private Map<String, String> environment() {
        return Map.of("AWS_ENDPOINT_URL", aws().toString(), "LC_ALL", "C.UTF-8");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Services first, local-aws last, as {@code ./wildrydes up} does. */
    @Override
    public void close() {
        for (Part part : Part.values()) {
            if (part != Part.LOCAL_AWS && processes.containsKey(part)) {
                process(part).requestStop();
            }
        }
        processes.values().forEach(SuiteProcess::stop);
    }
}
