package com.wildrydes.benchmarks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/** A steady load of reports whose health points number them from 0, without a gap. */
final class NumberedReports implements AutoCloseable {

    private static final int UNICORNS = 1_000;
    private static final int BATCH = 500;
    private static final int IN_FLIGHT = 4;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final KinesisAsyncClient kinesis;
    private final int rate;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final AtomicLong written = new AtomicLong();
    private final Thread writer = new Thread(this::write, "reports");
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    /** @param rate reports a second */
    NumberedReports(KinesisAsyncClient kinesis, int rate) {
        this.kinesis = kinesis;
        this.rate = rate;
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    /** How many were acknowledged. */
    long written() {
        return written.get();
    }

    private void write() {
        long began = System.nanoTime();
        int number = 0;
        try {
            while (!stopped && failure == null) {
                long due = began + (long) (number * 1e9 / rate);
                long early = due - System.nanoTime();
                if (early > 0) {
                    TimeUnit.NANOSECONDS.sleep(early);
                }
                room.acquire();
                send(batch(number));
                number += BATCH;
            }
            room.acquire(IN_FLIGHT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<PutRecordsRequestEntry> entries) {
        kinesis.putRecords(put -> put.streamName("wildrydes").records(entries)).whenComplete((answer, failed) -> {
            if (failed != null) {
                failure = failed;
            } else if (answer.failedRecordCount() > 0) {
                failure = new IllegalStateException(answer.failedRecordCount() + " records were refused");
            } else {
                written.addAndGet(BATCH);
            }
            room.release();
        });
    }

    private static List<PutRecordsRequestEntry> batch(int first) {
        String time = TIME.format(Instant.now());
        List<PutRecordsRequestEntry> entries = new ArrayList<>(BATCH);
        for (int i = first; i < first + BATCH; i++) {
            String name = "unicorn" + i % UNICORNS;
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey(name)
                    .data(SdkBytes.fromUtf8String("{\"Distance\":29.87,\"HealthPoints\":" + i
                            + ",\"Latitude\":40.749167,\"Longitude\":-73.985184,\"MagicPoints\":151,\"Name\":\"" + name
                            + "\",\"StatusTime\":\"" + time + "\"}\n"))
                    .build());
        }
        return entries;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        writer.join();
        Throwable failed = failure;
        if (failed != null) {
            throw new IllegalStateException("Every report must be written", failed);
        }
    }
}
