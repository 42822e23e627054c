package com.wildrydes.localaws.dynamodb;

import com.wildrydes.localaws.http.AwsException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Amazon's DynamoDB Local in a JVM of its own on a free loopback port. It starts beside everything else; calls wait for it.
 * One that ends by itself is started again by the next call. It ends with this process, because it watches its standard input.
 */
public final class DynamoDbLocal implements DynamoDbBackend {

    private static final Logger log = LoggerFactory.getLogger(DynamoDbLocal.class);

    private static final String READY = "READY ";
    private static final long START_SECONDS = 60;
    private static final int LINES_KEPT = 20;

    private final Path library;
    private final Path data;
    private @Nullable Process process;
    private CompletableFuture<URI> ready = new CompletableFuture<>();
    private boolean closed;

    /**
     * Starts it, without waiting.
     *
     * @param library the folder that holds DynamoDB Local, what it needs and its launcher
     * @param data the folder of its database file
     */
    public DynamoDbLocal(Path library, Path data) {
        this.library = library.toAbsolutePath();
        this.data = data.toAbsolutePath();
        if (isInstalled()) {
            start();
        } else {
            log.warn(missing());
        }
    }

    @Override
    public URI endpoint() {
        CompletableFuture<URI> current;
        synchronized (this) {
            if (closed) {
                throw new AwsException(503, "ServiceUnavailable", "DynamoDB is stopping");
            }
            if (process == null || !process.isAlive()) {
                if (!isInstalled()) {
                    throw AwsException.client("DynamoDbLocalMissing", missing());
                }
                start();
            }
            current = ready;
        }
        try {
            return current.get(START_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AwsException(500, "InternalServerError", String.valueOf(e.getCause()));
        } catch (TimeoutException e) {
            throw new AwsException(
                    500,
                    "InternalServerError",
                    "DynamoDB Local must answer within " + START_SECONDS + " s of its start");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsException(503, "ServiceUnavailable", "DynamoDB is stopping");
        }
    }

    @Override
    public boolean isDynamoDbLocal() {
        return true;
    }

    private boolean isInstalled() {
        return Files.isDirectory(library);
    }

    private String missing() {
        return "DynamoDB needs Amazon's DynamoDB Local in " + library
                + ", which is not there: build the module local-aws/dynamodb-local, give its target/lib as --dynamodb-lib,"
                + " or name another endpoint in WILDRYDES_DYNAMODB_ENDPOINT";
    }

    private void start() {
        CompletableFuture<URI> started = new CompletableFuture<>();
        ready = started;
        try {
            Files.createDirectories(data);
            Process child = new ProcessBuilder(command())
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .start();
            process = child;
            Thread reader = new Thread(() -> follow(child, started), "dynamodb-local");
            reader.setDaemon(true);
            reader.start();
        } catch (IOException e) {
            throw new UncheckedIOException("DynamoDB Local must start", e);
        }
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Measured with 8 callers: more heap or the second compiler costs 100 MB and wins nothing.
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                library.resolve("*").toString(),
                "com.wildrydes.dynamodblocal.LoopbackServer",
                data.toString());
    }

    private static void follow(Process child, CompletableFuture<URI> started) {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader output = child.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(READY)) {
                    URI endpoint = URI.create("http://127.0.0.1:" + line.substring(READY.length()));
                    log.info("DynamoDB Local answers at {} (process {})", endpoint, child.pid());
                    started.complete(endpoint);
                } else {
                    log.debug("DynamoDB Local: {}", line);
                    last.addLast(line);
                    if (last.size() > LINES_KEPT) {
                        last.removeFirst();
                    }
                }
            }
        } catch (IOException e) {
            log.debug("DynamoDB Local's output ended", e);
        }
        String end = "DynamoDB Local ended before it answered; its last lines: " + String.join(" | ", last);
        if (started.completeExceptionally(new IllegalStateException(end))) {
            log.error(end);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Process child = process;
        if (child == null) {
            return;
        }
        try {
            child.getOutputStream().close();
            if (!child.waitFor(5, TimeUnit.SECONDS)) {
                child.destroyForcibly();
            }
        } catch (IOException e) {
            child.destroyForcibly();
        } catch (InterruptedException e) {
            child.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
