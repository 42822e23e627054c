package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.engine.CompactionJob;
import com.wildrydes.localaws.athena.engine.QueryFiles;
import com.wildrydes.localaws.athena.engine.QueryJob;
import com.wildrydes.localaws.athena.engine.QueryNeeds;
import com.wildrydes.localaws.athena.engine.QueryOutcome;
import com.wildrydes.localaws.athena.sql.SqlException;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process of one query, seen from here. It is ended when it uses more than its limits, or when {@link #close()} is called. */
final class EngineProcess implements AutoCloseable {

    private static final ObjectInputFilter ANSWERS =
            ObjectInputFilter.Config.createFilter("com.wildrydes.localaws.athena.engine.*;java.lang.*;java.util.*;!*");

    private static final int HEAP_MEBIBYTES = 96;
    private static final long WATCH_MILLIS = 100;
    private static final int ERROR_BYTES = 2_000;

    private final Process process;
    private final Path errors;
    private final ObjectOutputStream messages;
    private final ObjectInputStream answers;
    private volatile @Nullable String ended;

    private EngineProcess(Process process, Path errors, EngineLimits limits) throws IOException {
        this.process = process;
        this.errors = errors;
        Thread watch = new Thread(() -> watch(limits), "query-" + process.pid());
        watch.setDaemon(true);
        watch.start();
        messages = new ObjectOutputStream(process.getOutputStream());
        messages.flush();
        try {
            answers = new ObjectInputStream(process.getInputStream());
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        answers.setObjectInputFilter(ANSWERS);
    }

    static EngineProcess start(EngineFiles files, EngineLimits limits, Path workFolder) throws IOException {
        Path errors = workFolder.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder(files.command(HEAP_MEBIBYTES));
        builder.directory(workFolder.toFile());
        builder.redirectError(errors.toFile());
        return new EngineProcess(builder.start(), errors, limits);
    }

    private void watch(EngineLimits limits) {
        long deadline = System.nanoTime() + limits.time().toNanos();
        try {
            while (!process.waitFor(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                if (System.nanoTime() > deadline) {
                    end("Query timed out after " + limits.time().toSeconds() + " s");
                } else if (residentMebibytes() > limits.residentMebibytes()) {
                    end("Query exhausted resources at this scale factor: it used more than "
                            + limits.residentMebibytes() + " MiB");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end(String why) {
        ended = why;
        process.destroyForcibly();
    }

    private long residentMebibytes() {
        try {
            String[] pages = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "statm"))
                    .split(" ");
            return Long.parseLong(pages[1]) * 4 / 1024;
        } catch (IOException e) {
            return 0;
        }
    }

    /** @throws SqlException when the query cannot be run */
    QueryNeeds plan(QueryJob job) throws IOException {
        Object answer = exchange(job);
        if (answer instanceof QueryNeeds needs) {
            return needs;
        }
        throw failure(answer);
    }

    /** @throws SqlException when the query failed, or was ended */
    QueryOutcome.Done run(QueryFiles files) throws IOException {
        return done(exchange(files));
    }

    /** @throws SqlException when it failed, or was ended */
    QueryOutcome.Done compact(CompactionJob job) throws IOException {
        return done(exchange(job));
    }

    private static QueryOutcome.Done done(Object answer) {
        if (answer instanceof QueryOutcome.Done done) {
            return done;
        }
        throw failure(answer);
    }

    private static SqlException failure(Object answer) {
        return new SqlException(
                answer instanceof QueryOutcome.Failed failed
                        ? failed.message()
                        : "INTERNAL_ERROR: The engine answered " + answer);
    }

    private Object exchange(Object message) throws IOException {
        try {
            messages.writeObject(message);
            messages.flush();
            return answers.readObject();
        } catch (IOException | ClassNotFoundException e) {
            String why = ended;
            if (why != null) {
                throw new SqlException(why);
            }
            throw new IOException("The query's process ended: " + lastErrors(), e);
        }
    }

    private String lastErrors() throws IOException {
        byte[] all = Files.readAllBytes(errors);
        int from = Math.max(0, all.length - ERROR_BYTES);
        return new String(all, from, all.length - from, StandardCharsets.UTF_8).strip();
    }

    /** Ends the process if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
