package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * When a shard has ended, the classic adapter lists the shards to find its children; of one that ends during that listing it
 * would never look for the children. So a shard's end waits until the listing after the end before it is over. When a
 * listing fails for good the adapter never repeats it, or takes it for an empty one, and only another start of the process
 * helps.
 */
final class OneEndAtATime {

    /** The adapter ends a listing some lines of code after it has handed us the shards. */
    private static final Duration AFTER_A_LISTING = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(OneEndAtATime.class);

    private final Semaphore turn = new Semaphore(1);
    private final AtomicReference<@Nullable ShardId> unlisted = new AtomicReference<>();
    private final ScheduledExecutorService scheduler;
    private final Duration patience;
    private final Consumer<String> overdue;

    /**
     * @param patience how long a listing may take
     * @param overdue told when there was none in that time
     */
    OneEndAtATime(ScheduledExecutorService scheduler, Duration patience, Consumer<String> overdue) {
        this.scheduler = scheduler;
        this.patience = patience;
        this.overdue = overdue;
    }

    /** Waits for this shard's turn; {@link #ended} or {@link #notEnded} must follow. */
    void begin() throws InterruptedException {
        turn.acquire();
    }

    void notEnded() {
        turn.release();
    }

    /** The shard's end is stored, and the adapter is going to list the shards. */
    void ended(ShardId shard) {
        unlisted.set(shard);
        later(patience, () -> {
            if (unlisted.get() == shard) {
                overdue.accept("The shards of " + shard.stream() + " must be listed once " + shard.shard()
                        + " has ended, but were not within " + patience + ", so its children are not read");
            }
        });
    }

    /** To be set as the adapter's filter: it comes at the end of each listing, and leaves nothing out. */
    List<Shard> listed(List<Shard> shards) {
        if (shards
                .isEmpty()) { // which no stream is: it always has a shard that is open, and that one is not read to its
            // end
            overdue.accept(
                    "The shards must be listed, but none was: Kinesis refused, and the adapter took that for an answer");
        } else if (unlisted.getAndSet(null) != null) {
            later(AFTER_A_LISTING, turn::release);
        }
        return shards;
    }

    private void later(Duration delay, Runnable task) {
        try {
            scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The application stops", e);
        }
    }
}
