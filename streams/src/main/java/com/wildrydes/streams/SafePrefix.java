package com.wildrydes.streams;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * How far a shard may be checkpointed when its records become safe in another order than they came: up to the first that is
 * not safe yet.
 *
 * <p>The futures may complete on any thread; the methods are for the shard's processor, whose calls come one at a time.
 */
public final class SafePrefix {

    private final Queue<Part> parts = new ArrayDeque<>();
    private @Nullable Position last;

    /**
     * Notes records that become safe together: all after the position noted before, up to and including this one.
     *
     * @param safe completes when they are safe; when it fails, nothing from them on is ever safe
     */
    public void add(Position upTo, CompletableFuture<?> safe) {
        if (last != null && upTo.compareTo(last) <= 0) {
            throw new IllegalArgumentException("Positions must ascend, but " + upTo + " came after " + last);
        }
        last = upTo;
        parts.add(new Part(upTo, safe));
    }

    /**
     * Up to where everything is safe; empty when that is no further than when last asked.
     *
     * @throws IllegalStateException when the first part that is not safe has failed, so that it will never be
     */
    public Optional<Position> advance() {
        Position reached = null;
        for (Part part = parts.peek(); part != null && part.safe.isDone(); part = parts.peek()) {
            try {
                part.safe.join();
            } catch (CompletionException | CancellationException e) {
                if (reached == null) {
                    throw failed(part, e.getCause() == null ? e : e.getCause());
                }
                break;
            }
            reached = part.upTo;
            parts.remove();
        }
        return Optional.ofNullable(reached);
    }

    /**
     * Waits until all that was noted is safe.
     *
     * @return as {@link #advance()}
     * @throws IllegalStateException as {@link #advance()}
     */
    public Optional<Position> await() throws InterruptedException {
        for (Part part : parts) {
            try {
                part.safe.get();
            } catch (ExecutionException | CancellationException e) {
                throw failed(part, e.getCause() == null ? e : e.getCause());
            }
        }
        return advance();
    }

    private static IllegalStateException failed(Part part, Throwable cause) {
        return new IllegalStateException("Everything up to " + part.upTo + " must become safe, but it failed", cause);
    }

    private record Part(Position upTo, CompletableFuture<?> safe) {}
}
