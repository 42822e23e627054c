package com.wildrydes.streams.follow;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/**
 * One SubscribeToShard call. Events are taken one by one by one thread, and none is asked for before the one before was taken:
 * whoever reads slowly holds up the connection and fills no memory.
 */
final class ShardSubscription implements AutoCloseable {

    /** At most one event, and the ends that were told: the SDK tells them in more than one way. */
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();

    private final CompletableFuture<Subscription> opened = new CompletableFuture<>();
    private final CompletableFuture<Void> call;

    private sealed interface Signal {
        record Event(SubscribeToShardEvent event) implements Signal {}

        record Failed(Throwable failure) implements Signal {}

        record Completed() implements Signal {}
    }

    private ShardSubscription(KinesisAsyncClient kinesis, String consumer, String shard, StartingPosition from) {
        call = kinesis.subscribeToShard(
                request -> request.consumerARN(consumer).shardId(shard).startingPosition(from),
                SubscribeToShardResponseHandler.builder()
                        .onEventStream(events -> events.subscribe(new Taking()))
                        .build());
        call.whenComplete((done, failure) -> {
            if (failure != null) {
                signals.add(new Signal.Failed(failure));
            }
        });
    }

    static ShardSubscription open(KinesisAsyncClient kinesis, String consumer, String shard, StartingPosition from) {
        return new ShardSubscription(kinesis, consumer, shard, from);
    }

    /**
     * Waits for the next event.
     *
     * @return empty when the subscription has ended
     * @throws RuntimeException why it was refused or broke, or that it was silent for so long
     */
    Optional<SubscribeToShardEvent> next(Duration silence) throws InterruptedException {
        opened.thenAccept(subscription -> subscription.request(1));
        @Nullable Signal signal = signals.poll(silence.toMillis(), TimeUnit.MILLISECONDS);
        if (signal instanceof Signal.Event next) {
            return Optional.of(next.event());
        }
        if (signal instanceof Signal.Completed) {
            return Optional.empty();
        }
        if (signal instanceof Signal.Failed failed) {
            throw cause(failed.failure());
        }
        throw new IllegalStateException("An event must come within " + silence + ", but none came");
    }

    private static RuntimeException cause(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    @Override
    public void close() {
        opened.thenAccept(Subscription::cancel);
        call.cancel(true);
    }

    private final class Taking implements Subscriber<SubscribeToShardEventStream> {

        @Override
        public void onSubscribe(Subscription subscription) {
            opened.complete(subscription);
        }

        @Override
        public void onNext(SubscribeToShardEventStream event) {
            if (event instanceof SubscribeToShardEvent records) {
                signals.add(new Signal.Event(records));
            } else {
                // Of a kind that is not known yet; it took the place of the one that was asked for.
                opened.thenAccept(subscription -> subscription.request(1));
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!(failure instanceof CancellationException)) {
                signals.add(new Signal.Failed(failure));
            }
        }

        @Override
        public void onComplete() {
            signals.add(new Signal.Completed());
        }
    }
}
