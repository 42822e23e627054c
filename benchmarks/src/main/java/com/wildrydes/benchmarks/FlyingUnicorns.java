package com.wildrydes.benchmarks;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * Unicorns that move and each report once a second, spread over the second. The health points of a report are its number among
 * those of its unicorn.
 */
final class FlyingUnicorns implements AutoCloseable {

    private static final int BATCHES_A_SECOND = 40;
    private static final int IN_FLIGHT = 8;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private final KinesisAsyncClient kinesis;
    private final int count;
    private final Semaphore room = new Semaphore(IN_FLIGHT);
    private final Thread writer = new Thread(this::write, "unicorns");
    private volatile long next;
    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    FlyingUnicorns(KinesisAsyncClient kinesis, int count) {
        this.kinesis = kinesis;
        this.count = count;
    }

    void start() {
        writer.setDaemon(true);
        writer.start();
    }

    private void write() {
        long began = System.nanoTime();
        try {
            for (long batch = 1; !stopped && failure == null; batch++) {
                TimeUnit.NANOSECONDS.sleep(
                        began + batch * TimeUnit.SECONDS.toNanos(1) / BATCHES_A_SECOND - System.nanoTime());
                room.acquire();
                send(until(batch * count / BATCHES_A_SECOND));
            }
            room.acquire(IN_FLIGHT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<PutRecordsRequestEntry> until(long end) {
        String time = TIME.format(Instant.now());
        List<PutRecordsRequestEntry> entries = new ArrayList<>();
        for (; next < end; next++) {
            int unicorn = (int) (next % count);
            long number = next / count;
            // About 30 m a second along a meridian, for the longest measurement on this side of the pole.
            String report = String.format(
                    Locale.ROOT,
                    "{\"Distance\":29.87,\"HealthPoints\":%d,\"Latitude\":%.6f,\"Longitude\":%.6f,\"MagicPoints\":151,"
                            + "\"Name\":\"%s\",\"StatusTime\":\"%s\"}\n",
                    number,
                    40.7 + number * 0.000_27,
                    -73.9 + unicorn * 0.001,
                    name(unicorn),
                    time);
            entries.add(PutRecordsRequestEntry.builder()
                    .partitionKey(name(unicorn))
                    .data(SdkBytes.fromUtf8String(report))
                    .build());
        }
        return entries;
    }

    private static String name(int unicorn) {
        return "Shadowfax-" + unicorn;
    }

    private void send(List<PutRecordsRequestEntry> entries) {
        kinesis.putRecords(put -> put.streamName("wildrydes").records(entries)).whenComplete((answer, failed) -> {
            if (failed != null) {
                failure = failed;
            } else if (answer.failedRecordCount() > 0) {
                failure = new IllegalStateException(answer.failedRecordCount() + " records were refused");
            }
            room.release();
        });
    }

    /** How many reports were written. */
    long written() {
        return next;
    }

    /** The health points that each unicorn must have in the end, by its name. After {@link #close()}. */
    Map<String, Long> last() {
        Map<String, Long> last = new HashMap<>();
        for (long i = Math.max(0, next - count); i < next; i++) {
            last.put(name((int) (i % count)), i / count);
        }
        return last;
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
