package com.wildrydes.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A local-aws in a process of its own, as {@code ./wildrydes up} starts it. */
final class LocalAwsProcess implements AutoCloseable {

    private static final String READY = "local-aws is ready on ";

    private final List<String> command;
    private final Path data;
    private Process process;
    private URI endpoint;
    /** DynamoDB Local, where it is among the services. */
    private final long ownProcesses;

    private LocalAwsProcess(List<String> command, Path data) throws IOException {
        this.command = command;
        this.data = data;
        this.process = begin("--port=0");
        this.endpoint = awaitReady(process);
        this.ownProcesses = process.descendants().count();
    }

    static LocalAwsProcess start(Path jar, String services, List<String> jvmOptions, List<String> options)
            throws IOException {
        if (!Files.exists(jar)) {
            throw new IllegalArgumentException(
                    jar + " must be built first: mvn -DskipTests -pl local-aws,benchmarks -am package");
        }
        Path data = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "benchmark");
        List<String> command = Stream.of(
                        List.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        jvmOptions,
                        List.of("-jar", jar.toString(), "--services=" + services, "--data=" + data),
                        options)
                .flatMap(List::stream)
                .toList();
        return new LocalAwsProcess(command, data);
    }

    private Process begin(String port) throws IOException {
        return new ProcessBuilder(
                        Stream.concat(command.stream(), Stream.of(port)).toList())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static URI awaitReady(Process process) throws IOException {
        long began = System.nanoTime();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                System.out.printf("local-aws started in %d ms%n", (System.nanoTime() - began) / 1_000_000);
                Thread rest = new Thread(() -> output.lines().forEach(System.out::println), "local-aws-output");
                rest.setDaemon(true);
                rest.start();
                return URI.create(line.substring(READY.length()));
            }
        }
        throw new IllegalStateException("local-aws must start, see above");
    }

    /** Kills it; it answers again, on the same port with the same data, when this returns. */
    void outage(int seconds) throws IOException, InterruptedException {
        process.destroyForcibly().waitFor();
        TimeUnit.SECONDS.sleep(seconds);
        process = begin("--port=" + endpoint.getPort());
        endpoint = awaitReady(process);
    }

    URI endpoint() {
        return endpoint;
    }

    /** The folder of its data. */
    Path data() {
        return data;
    }

    /** Whether it runs no process of its own: neither a query nor what it does after one. */
    boolean isIdle() {
        return process.descendants().count() <= ownProcesses;
    }

    Usage usage() {
        return new Usage(process.toHandle());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
