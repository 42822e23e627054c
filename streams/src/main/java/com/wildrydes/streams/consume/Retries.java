package com.wildrydes.streams.consume;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.ShardId;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens when a shard's processor throws: one log line with its trace, a counter, and a wait that grows. */
final class Retries {

    private static final Logger LOG = LoggerFactory.getLogger(Retries.class);

    private final ShardId shard;
    private final Backoff backoff;
    private final MeterRegistry registry;
    private final CountDownLatch over;

    /** @param over counted down when there is no point in waiting any longer */
    Retries(ShardId shard, Backoff backoff, MeterRegistry registry, CountDownLatch over) {
        this.shard = shard;
        this.backoff = backoff;
        this.registry = registry;
        this.over = over;
    }

    /** @param failures how often in a row, this one included */
    void failed(String call, int failures, Throwable failure) {
        registry.counter("wildrydes.read.retries", "stream", shard.stream(), "call", call)
                .increment();
        if (failures == 1) {
            LOG.error("Processing {} failed in {}; it is called again until it succeeds", shard, call, failure);
        } else if (Integer.bitCount(failures) == 1) {
            LOG.error("Processing {} failed in {} {} times in a row: {}", shard, call, failures, failure.toString());
        }
    }

    void succeeded(String call, int failures) {
        if (failures > 0) {
            LOG.info("Processing {} works again in {}, after {} failures", shard, call, failures);
        }
    }

    void await(int failures) throws InterruptedException {
        boolean ended =
                over.await(backoff.delay(failures, ThreadLocalRandom.current()).toMillis(), TimeUnit.MILLISECONDS);
        if (ended) {
            LOG.debug("{} is not waited for any longer", shard);
        }
    }
}
