package com.wildrydes.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** One process of the suite, with its log. */
public final class SuiteProcess {

    private static final Set<Process> LIVING = ConcurrentHashMap.newKeySet();

    static {
        // A run that is killed must not leave the suite behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVING.forEach(Process::destroyForcibly)));
    }

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String name;
    private final Process process;
    private final Path log;
    private final Instant started = Instant.now();
    private volatile boolean askedToEnd;

    private SuiteProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts it in the repository's root; its log is appended to. */
    static SuiteProcess start(String name, List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Repository.ROOT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            LIVING.add(process);
            process.onExit().thenAccept(LIVING::remove);
            return new SuiteProcess(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls with the exit code when it ends without having been asked to; on a thread of its own. */
    void onEndByItself(IntConsumer listener) {
        process.onExit().thenAcceptAsync(ended -> {
            if (!askedToEnd) {
                listener.accept(ended.exitValue());
            }
        });
    }

    void awaitReady(URI health) {
        boolean ready = Waiting.until(Duration.ofSeconds(120), () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException(
                        name + " ended with " + process.exitValue() + " while starting:\n" + lastLines());
            }
            return isOk(health);
        });
        if (!ready) {
            throw new IllegalStateException(name + " must be ready within 120 s, but was not:\n" + lastLines());
        }
    }

    private static boolean isOk(URI health) {
        try {
            HttpRequest request = HttpRequest.newBuilder(health)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** When the process was started. */
    public Instant started() {
        return started;
    }

    /** Ends it at once, as a crash does ({@code kill -9}). */
    public void kill() {
        askedToEnd = true;
        process.destroyForcibly();
        waitFor(Duration.ofSeconds(10));
    }

    /** Asks it to end ({@code SIGTERM}) and does not wait. */
    public void requestStop() {
        askedToEnd = true;
        process.destroy();
    }

    /** Asks it to end, and ends it when it has not after ten seconds; answers whether that was not needed. */
    public boolean stop() {
        requestStop();
        if (waitFor(Duration.ofSeconds(10))) {
            return true;
        }
        kill();
        return false;
    }

    /** Lets it do nothing until {@link #thaw()}, as a long pause of the garbage collector would ({@code SIGSTOP}). */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on ({@code SIGCONT}). */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean waitFor(Duration most) {
        try {
            return process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public List<String> logLines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String lastLines() {
        List<String> lines = logLines();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }
}
