package com.wildrydes.streams.write;

import com.wildrydes.streams.StreamWriter;
import com.wildrydes.streams.StreamWriters;
import com.wildrydes.streams.StreamsProperties.Writing;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

/**
 * Opens the writers, on one client of their own whose retries are off: the SDK would send a whole request again and so write
 * twice what Kinesis had already taken of it.
 */
public final class KinesisStreamWriters implements StreamWriters, AutoCloseable {

    private final KinesisAsyncClient kinesis;
    private final Writing settings;
    private final MeterRegistry registry;
    private final List<StreamWriter> opened = new ArrayList<>();

    /** @param kinesis closed with this; it must not retry by itself */
    public KinesisStreamWriters(KinesisAsyncClient kinesis, Writing settings, MeterRegistry registry) {
        this.kinesis = kinesis;
        this.settings = settings;
        this.registry = registry;
    }

    @Override
    public synchronized StreamWriter open(String stream) {
        WriterMetrics metrics = new WriterMetrics(registry, stream);
        KinesisStreamWriter writer = new KinesisStreamWriter(stream, kinesis, settings, metrics);
        metrics.watchQueue(writer::queuedBytes);
        writer.start();
        opened.add(writer);
        return writer;
    }

    /** Closes all writers at once, so that together they take no longer than the slowest. */
    @Override
    public synchronized void close() {
        CompletableFuture.allOf(opened.stream()
                        .map(writer -> CompletableFuture.runAsync(writer::close, task -> new Thread(task).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
        opened.clear();
        kinesis.close();
    }
}
