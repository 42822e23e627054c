package com.wildrydes.localaws.kinesis;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.StartingPosition;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEvent;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardEventStream;
import software.amazon.awssdk.services.kinesis.model.SubscribeToShardResponseHandler;

/** One subscription of the SDK's, whose events are taken one by one: what is not asked for is not sent. */
final class SubscriberHere implements AutoCloseable {

    private final BlockingQueue<SubscribeToShardEvent> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Subscription> subscribed = new CompletableFuture<>();
    private final CompletableFuture<Void> end;

    SubscriberHere(KinesisAsyncClient client, String consumer, String shard, Consumer<StartingPosition.Builder> from) {
        end = client.subscribeToShard(
                request -> request.consumerARN(consumer).shardId(shard).startingPosition(from),
                SubscribeToShardResponseHandler.builder()
                        .onEventStream(publisher -> publisher.subscribe(new Taking()))
                        .build());
        end.whenComplete((done, failure) -> {
            if (failure != null) {
                subscribed.completeExceptionally(failure);
            }
        });
    }

    /** Waits until the subscription is taken, before which nothing says at what time of the service's clock that was. */
    SubscriberHere opened() {
        subscribed.join();
        return this;
    }

    /** An event that was asked for. */
    final class Waiting {

        boolean hasCome() {
            return !events.isEmpty();
        }

        SubscribeToShardEvent get() throws InterruptedException {
            SubscribeToShardEvent event = events.poll(30, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("An event must come, but there was none in 30 s");
            }
            return event;
        }
    }

    /** Asks for the next event. */
    Waiting waitForNext() {
        subscribed.join().request(1);
        return new Waiting();
    }

    /** The next event, whatever it holds. */
    SubscribeToShardEvent next() throws InterruptedException {
        return waitForNext().get();
    }

    /** The next records, over as many events as it takes. */
    List<Record> records(int count) throws InterruptedException {
        List<Record> records = new ArrayList<>();
        while (records.size() < count) {
            records.addAll(next().records());
        }
        return records;
    }

    List<String> texts(int count) throws InterruptedException {
        return records(count).stream()
                .map(record -> record.data().asUtf8String())
                .toList();
    }

    /** Completes with the subscription; the events that are left are asked for. */
    CompletableFuture<Void> end() {
        subscribed.thenAccept(open -> open.request(Long.MAX_VALUE));
        return end;
    }

    @Override
    public void close() {
        subscribed.thenAccept(Subscription::cancel);
        end.cancel(true);
    }

    private final class Taking implements Subscriber<SubscribeToShardEventStream> {

        @Override
        public void onSubscribe(Subscription opened) {
            subscribed.complete(opened);
        }

        @Override
        public void onNext(SubscribeToShardEventStream event) {
            if (event instanceof SubscribeToShardEvent records) {
                events.add(records);
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The future says it.
        }

        @Override
        public void onComplete() {
            // The future says it.
        }
    }
}
