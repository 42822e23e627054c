package com.wildrydes.localaws.firehose;

import com.wildrydes.localaws.objects.ObjectStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A delivery stream at work. Records are in a buffer's file before {@link #put} returns, and the file is deleted only once S3 has
 * the object: neither a stop nor a kill of the process loses a record that was acknowledged. (The disk is not forced: a power cut
 * may.) A delivery that S3 refuses is tried again until it succeeds.
 */
final class OpenStream {

    private static final Logger log = LoggerFactory.getLogger(OpenStream.class);

    private static final long FIRST_RETRY_MILLIS = 500;
    private static final long LAST_RETRY_MILLIS = 30_000;

    private final DeliveryStream definition;
    private final Path folder;
    private final ObjectStore objects;
    private final ScheduledExecutorService executor;
    private final Clock clock;
    private final Set<BufferName> undelivered = new HashSet<>();
    private @Nullable RecordBuffer open;
    private boolean ended;

    OpenStream(
            DeliveryStream definition,
            Path folder,
            ObjectStore objects,
            ScheduledExecutorService executor,
            Clock clock) {
        this.definition = definition;
        this.folder = folder;
        this.objects = objects;
        this.executor = executor;
        this.clock = clock;
    }

    DeliveryStream definition() {
        return definition;
    }

    /** Takes up the buffers that an earlier process left. */
    synchronized void recover() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            files.map(file -> BufferName.parse(file.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .forEach(this::deliver);
        }
        if (!undelivered.isEmpty()) {
            log.info("{} has {} buffers of an earlier run to deliver", definition.name(), undelivered.size());
        }
    }

    /** @throws IllegalStateException when the stream has ended */
    synchronized void put(List<byte[]> records) throws IOException {
        if (ended) {
            throw new IllegalStateException("Delivery stream " + definition.name() + " has ended");
        }
        RecordBuffer buffer = open;
        if (buffer == null) {
            buffer = RecordBuffer.create(folder, BufferName.of(clock.instant()));
            open = buffer;
            BufferName name = buffer.name();
            executor.schedule(() -> roll(name), definition.bufferTime().toMillis(), TimeUnit.MILLISECONDS);
        }
        buffer.append(records);
        if (buffer.bytes() >= definition.bufferBytes()) {
            roll(buffer.name());
        }
    }

    /** Closes the buffer, if it is still the open one, and delivers it. */
    private synchronized void roll(BufferName name) {
        RecordBuffer buffer = open;
        if (buffer == null || !buffer.name().equals(name)) {
            return;
        }
        open = null;
        try {
            buffer.close();
        } catch (IOException e) {
            log.warn("The buffer {} could not be closed; it is delivered all the same", name.fileName(), e);
        }
        deliver(name);
    }

    private synchronized void deliver(BufferName name) {
        undelivered.add(name);
        executor.execute(() -> attempt(name, FIRST_RETRY_MILLIS));
    }

    private void attempt(BufferName name, long retryMillis) {
        try {
            send(name);
            delivered(name);
        } catch (IOException e) {
            log.warn(
                    "{} bytes of {} could not be delivered, next try in {} ms: {}",
                    folder.resolve(name.fileName()).toFile().length(),
                    definition.name(),
                    retryMillis,
                    e.toString());
            if (!executor.isShutdown()) {
                executor.schedule(
                        () -> attempt(name, Math.min(retryMillis * 2, LAST_RETRY_MILLIS)),
                        retryMillis,
                        TimeUnit.MILLISECONDS);
            }
        }
    }

    private void send(BufferName name) throws IOException {
        Path buffer = folder.resolve(name.fileName());
        if (!definition.gzip()) {
            objects.put(definition.addressOf(name), buffer, "application/octet-stream");
            return;
        }
        Path compressed = folder.resolve(name.id() + ".gz");
        try {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed), 1 << 16)) {
                Files.copy(buffer, out);
            }
            objects.put(definition.addressOf(name), compressed, "application/octet-stream");
        } finally {
            Files.deleteIfExists(compressed);
        }
    }

    private synchronized void delivered(BufferName name) throws IOException {
        Files.deleteIfExists(folder.resolve(name.fileName()));
        undelivered.remove(name);
        notifyAll();
    }

    /**
     * Takes no more records and waits until all are delivered, as long as given.
     *
     * @return the buffers that remain, in their files
     */
    synchronized List<BufferName> end(long millis) throws InterruptedException {
        ended = true;
        if (open != null) {
            roll(open.name());
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!undelivered.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return new ArrayList<>(undelivered);
    }
}
