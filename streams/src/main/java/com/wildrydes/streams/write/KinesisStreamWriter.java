package com.wildrydes.streams.write;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.streams.StreamsProperties.Writing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** Writes to one stream: a thread makes requests of what is queued, and the answers put back what failed. */
final class KinesisStreamWriter implements StreamWriter {

    /** The most bytes of a record, its key included. */
    static final int MAX_RECORD_BYTES = 1024 * 1024;

    private static final int MAX_KEY_CHARACTERS = 256;
    private static final Logger LOG = LoggerFactory.getLogger(KinesisStreamWriter.class);

    private final String stream;
    private final KinesisAsyncClient kinesis;
    private final Writing settings;
    private final WriterMetrics metrics;
    private final Backoff backoff;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition space = lock.newCondition();
    private final RecordQueue queue = new RecordQueue();
    private final long maxQueuedBytes;
    private final Thread sender;
    private long queuedBytes;
    private int requestsUnderWay;
    private int answersUnderWay;
    private boolean closing;
    private boolean closed;
    private boolean failing;

    KinesisStreamWriter(String stream, KinesisAsyncClient kinesis, Writing settings, WriterMetrics metrics) {
        this.stream = stream;
        this.kinesis = kinesis;
        this.settings = settings;
        this.metrics = metrics;
        this.backoff = new Backoff(settings.firstRetry(), settings.lastRetry());
        this.maxQueuedBytes = settings.queue().toBytes();
        this.sender = new Thread(this::send, "write-" + stream);
        sender.setDaemon(true);
    }

    void start() {
        sender.start();
    }

    @Override
    public CompletableFuture<Acknowledgement> write(String partitionKey, byte[] data) throws InterruptedException {
        PendingRecord record = new PendingRecord(partitionKey, data, System.nanoTime());
        Optional<CompletableFuture<Acknowledgement>> refused = refuse(record);
        if (refused.isPresent()) {
            return refused.get();
        }
        lock.lockInterruptibly();
        try {
            while (!closing && !fits(record)) {
                space.await();
            }
            return enqueue(record);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<CompletableFuture<Acknowledgement>> offer(String partitionKey, byte[] data) {
        PendingRecord record = new PendingRecord(partitionKey, data, System.nanoTime());
        Optional<CompletableFuture<Acknowledgement>> refused = refuse(record);
        if (refused.isPresent()) {
            return refused;
        }
        lock.lock();
        try {
            return closing || fits(record) ? Optional.of(enqueue(record)) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** How many bytes wait to be acknowledged. */
    long queuedBytes() {
        lock.lock();
        try {
            return queuedBytes;
        } finally {
            lock.unlock();
        }
    }

    private Optional<CompletableFuture<Acknowledgement>> refuse(PendingRecord record) {
        int characters = record.key.length();
        if (characters < 1 || characters > MAX_KEY_CHARACTERS) {
            return Optional.of(CompletableFuture.failedFuture(new IllegalArgumentException(
                    "A partition key must have 1 to 256 characters, but had " + characters)));
        }
        if (record.bytes > MAX_RECORD_BYTES) {
            return Optional.of(CompletableFuture.failedFuture(new IllegalArgumentException(
                    "A record must have at most 1 MiB with its key, but had " + record.bytes + " bytes")));
        }
        return Optional.empty();
    }

    private boolean fits(PendingRecord record) {
        return queuedBytes == 0 || queuedBytes + record.bytes <= maxQueuedBytes;
    }

    private CompletableFuture<Acknowledgement> enqueue(PendingRecord record) {
        if (closing) {
            return CompletableFuture.failedFuture(closedException());
        }
        queue.add(record);
        queuedBytes += record.bytes;
        changed.signal();
        return record.acknowledged;
    }

    private IllegalStateException closedException() {
        return new IllegalStateException("The writer to " + stream + " must be open, but was closed");
    }

    private void send() {
        while (true) {
            List<PendingRecord> records;
            lock.lock();
            try {
                records = awaitNext();
                if (records.isEmpty()) {
                    return;
                }
                requestsUnderWay++;
            } catch (InterruptedException e) {
                return;
            } finally {
                lock.unlock();
            }
            request(records);
        }
    }

    /** Waits for the next request's records; empty when the writer is closed. */
    private List<PendingRecord> awaitNext() throws InterruptedException {
        while (!closed) {
            long now = System.nanoTime();
            Long wait = requestsUnderWay < settings.requests()
                    ? queue.nanosUntilNext(now, closing ? 0 : settings.linger().toNanos())
                    : null;
            if (wait == null) {
                changed.await();
            } else if (wait > 0) {
                changed.awaitNanos(wait);
            } else {
                List<PendingRecord> records = queue.take(now);
                if (!records.isEmpty()) {
                    return records;
                }
            }
        }
        return List.of();
    }

    private void request(List<PendingRecord> records) {
        List<PutRecordsRequestEntry> entries = new ArrayList<>(records.size());
        for (PendingRecord record : records) {
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey(record.key)
                    .data(SdkBytes.fromByteArrayUnsafe(record.data))
                    .build());
        }
        metrics.sent(records.size());
        CompletableFuture<PutRecordsResponse> response;
        try {
            response = kinesis.putRecords(PutRecordsRequest.builder()
                    .streamName(stream)
                    .records(entries)
                    .build());
        } catch (RuntimeException e) {
            response = CompletableFuture.failedFuture(e);
        }
        response.whenComplete((answer, failure) -> {
            if (failure == null) {
                answered(records, answer.records());
            } else {
                failed(
                        records,
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        });
    }

    private void answered(List<PendingRecord> records, List<PutRecordsResultEntry> results) {
        Map<String, Integer> errors = new HashMap<>();
        List<PendingRecord> written = new ArrayList<>(records.size());
        List<Acknowledgement> acknowledgements = new ArrayList<>(records.size());
        lock.lock();
        try {
            requestsUnderWay--;
            for (int i = 0; i < records.size(); i++) {
                PendingRecord record = records.get(i);
                PutRecordsResultEntry result = results.get(i);
                if (result.errorCode() == null) {
                    written.add(record);
                    acknowledgements.add(new Acknowledgement(result.shardId(), result.sequenceNumber()));
                    settle(record);
                } else {
                    errors.merge(result.errorCode(), 1, Integer::sum);
                    retryLater(record);
                }
            }
            noteFailing(errors.isEmpty() ? null : "of " + records.size() + " records, failed: " + errors);
            answersUnderWay++;
            changed.signal();
        } finally {
            lock.unlock();
        }
        errors.forEach(metrics::retried);
        for (int i = 0; i < written.size(); i++) {
            metrics.acknowledged(written.get(i).queuedNanos);
            written.get(i).acknowledged.complete(acknowledgements.get(i));
        }
        answerGiven();
    }

    private void answerGiven() {
        lock.lock();
        try {
            answersUnderWay--;
            space.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void failed(List<PendingRecord> records, Throwable failure) {
        boolean invalid = isInvalid(failure);
        boolean giveUp = invalid && records.size() == 1;
        lock.lock();
        try {
            requestsUnderWay--;
            for (PendingRecord record : records) {
                record.alone = invalid;
                if (giveUp) {
                    settle(record);
                } else {
                    retryLater(record);
                }
            }
            noteFailing(String.valueOf(failure));
            answersUnderWay++;
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (giveUp) {
            records.get(0).acknowledged.completeExceptionally(failure);
        } else {
            metrics.retried(
                    failure instanceof KinesisException e && e.awsErrorDetails() != null
                            ? e.awsErrorDetails().errorCode()
                            : failure.getClass().getSimpleName(),
                    records.size());
        }
        answerGiven();
    }

    /** Kinesis will never take such a request; anything else, a missing stream or permission too, may become right. */
    private static boolean isInvalid(Throwable failure) {
        if (!(failure instanceof KinesisException e) || e.awsErrorDetails() == null) {
            return false;
        }
        String code = e.awsErrorDetails().errorCode();
        return "InvalidArgumentException".equals(code)
                || "ValidationException".equals(code)
                || "SerializationException".equals(code);
    }

    private void settle(PendingRecord record) {
        if (queue.holds(record)) {
            queue.done(record);
            queuedBytes -= record.bytes;
            space.signalAll();
        }
    }

    private void retryLater(PendingRecord record) {
        if (queue.holds(record)) {
            record.failures++;
            long delay =
                    backoff.delay(record.failures, ThreadLocalRandom.current()).toNanos();
            queue.retry(record, System.nanoTime() + delay);
        }
    }

    private void noteFailing(@Nullable String problem) {
        if (problem != null && !failing) {
            LOG.warn("Writing to {} fails and is retried: {}", stream, problem);
        } else if (problem == null && failing) {
            LOG.info("Writing to {} works again", stream);
        }
        failing = problem != null;
    }

    @Override
    public void close() {
        Collection<PendingRecord> lost;
        lock.lock();
        try {
            closing = true;
            changed.signal();
            space.signalAll();
            lost = awaitEmpty();
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (!lost.isEmpty()) {
            LOG.warn("Closed the writer to {} with {} records not acknowledged", stream, lost.size());
            lost.forEach(record -> record.acknowledged.completeExceptionally(closedException()));
        }
        metrics.close();
    }

    /** Whether a record waits for Kinesis, or somebody still for the news of it. */
    private boolean isBusy() {
        return queue.size() > 0 || answersUnderWay > 0;
    }

    private Collection<PendingRecord> awaitEmpty() {
        long end = System.nanoTime() + settings.closeTimeout().toNanos();
        try {
            for (long left = end - System.nanoTime(); isBusy() && left > 0; left = end - System.nanoTime()) {
                space.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        queuedBytes = 0;
        return queue.clear();
    }
}
