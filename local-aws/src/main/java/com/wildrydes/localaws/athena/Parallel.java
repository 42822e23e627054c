package com.wildrydes.localaws.athena;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Calls S3 several times at once. */
final class Parallel implements AutoCloseable {

    private static final int AT_A_TIME = 8;

    private final ExecutorService executor = Executors.newFixedThreadPool(AT_A_TIME, task -> {
        Thread thread = new Thread(task, "athena-fetch");
        thread.setDaemon(true);
        return thread;
    });

    /** The results, in the order of the calls. */
    <T> List<T> all(List<Callable<T>> calls) throws IOException {
        try {
            List<T> results = new ArrayList<>(calls.size());
            for (Future<T> call : executor.invokeAll(calls)) {
                results.add(call.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IOException("The table's objects must be readable: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the table's objects were fetched", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
