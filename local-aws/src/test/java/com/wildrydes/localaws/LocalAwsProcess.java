package com.wildrydes.localaws;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A local-aws in a process of its own, which can be killed. */
public final class LocalAwsProcess implements AutoCloseable {

    private static final String READY = "local-aws is ready on ";

    private final Process process;
    private final URI endpoint;

    private LocalAwsProcess(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    public static LocalAwsProcess start(Path data, String... options) throws IOException {
        Process process = launch("--data=" + data, "--port=0", options);
        List<String> lines = new ArrayList<>();
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.startsWith(READY)) {
                Thread rest = new Thread(() -> output.lines().forEach(ignored -> {}));
                rest.setDaemon(true);
                rest.start();
                return new LocalAwsProcess(process, URI.create(line.substring(READY.length())));
            }
        }
        throw new IllegalStateException("local-aws must start: " + lines);
    }

    static Process launch(String first, String second, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LocalAws.class.getName(),
                first,
                second));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    public URI endpoint() {
        return endpoint;
    }

    /** As {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As SIGTERM; answers the exit code. */
    public int stop() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
