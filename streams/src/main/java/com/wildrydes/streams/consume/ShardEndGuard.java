package com.wildrydes.streams.consume;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.integration.metadata.ConcurrentMetadataStore;

/**
 * The store that the classic adapter is given. Our own checkpoints go past it, so that whatever the adapter writes is the end
 * of a shard, which it stores by itself in every checkpoint mode: it may do so only when the shard's processor has made all
 * of the shard safe.
 *
 * <p>No method fails for as long as the application runs. The adapter never looks at a shard again when reading a checkpoint
 * fails while it lists shards, or when writing one fails at a shard's end.
 */
final class ShardEndGuard implements ConcurrentMetadataStore {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(10));
    private static final Logger LOG = LoggerFactory.getLogger(ShardEndGuard.class);

    private final ConcurrentMetadataStore store;
    private final CheckpointKeys keys;
    private final ShardLeases leases;
    private final ParentsFirst parentsFirst;
    private final OneEndAtATime ends;

    ShardEndGuard(
            ConcurrentMetadataStore store,
            CheckpointKeys keys,
            ShardLeases leases,
            ParentsFirst parentsFirst,
            OneEndAtATime ends) {
        this.store = store;
        this.keys = keys;
        this.leases = leases;
        this.parentsFirst = parentsFirst;
        this.ends = ends;
    }

    @Override
    public @Nullable String get(String key) {
        try {
            return retried("read the checkpoint " + key, () -> Optional.ofNullable(store.get(keys.stored(key))))
                    .orElse(null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the checkpoint " + key + " was read");
        }
    }

    @Override
    public @Nullable String putIfAbsent(String key, String value) {
        return end(key, value) ? null : value;
    }

    @Override
    public boolean replace(String key, String oldValue, String newValue) {
        return end(key, newValue);
    }

    private boolean end(String key, String endingSequenceNumber) {
        ShardId shard = keys.shard(key);
        try {
            return isSafe(shard, endingSequenceNumber) && end(shard, key, endingSequenceNumber);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isSafe(ShardId shard, String endingSequenceNumber) throws InterruptedException {
        // A shard in which nothing was has no lease that would have waited.
        if (!retried("find the parents of " + shard, () -> parentsFirst.await(shard))) {
            return false;
        }
        Optional<ShardLease> lease = leases.find(shard);
        if (leases.isStopped()) { // which ends the leases, so that one that is not there says nothing
            return false;
        }
        return lease.isEmpty() || lease.get().end(endingSequenceNumber);
    }

    private boolean end(ShardId shard, String key, String endingSequenceNumber) throws InterruptedException {
        leases.release(shard);
        ends.begin();
        boolean stored = false;
        try {
            stored = retried("store the end of " + shard, () -> {
                new StoredCheckpoints(store, keys.stored(key)).store(Position.of(endingSequenceNumber));
                return true;
            });
        } finally {
            if (stored) {
                ends.ended(shard);
            } else {
                ends.notEnded();
            }
        }
        return true;
    }

    private <T> T retried(String what, Call<T> call) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return call.run();
            } catch (RuntimeException e) {
                if (leases.isStopped()) {
                    throw e;
                }
                if (failures == 1) {
                    LOG.warn("Must {}, but failed; it is tried again", what, e);
                }
                Thread.sleep(
                        BACKOFF.delay(failures, ThreadLocalRandom.current()).toMillis());
            }
        }
    }

    @FunctionalInterface
    private interface Call<T> {
        T run() throws InterruptedException;
    }

    @Override
    public void put(String key, String value) {
        throw new UnsupportedOperationException("A checkpoint must not be overwritten, but " + key + " was put");
    }

    @Override
    public @Nullable String remove(String key) {
        throw new UnsupportedOperationException("A checkpoint must not be removed, but " + key + " was");
    }
}
