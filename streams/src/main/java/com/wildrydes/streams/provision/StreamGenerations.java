package com.wildrydes.streams.provision;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;

/**
 * Which stream it is that has a name: a stream that was deleted and created anew has the same name and shards, but another
 * creation time, and the old one's positions mean nothing in it. Thread-safe.
 */
public final class StreamGenerations {

    private final KinesisAsyncClient kinesis;
    private final Map<String, Instant> known = new ConcurrentHashMap<>();

    public StreamGenerations(KinesisAsyncClient kinesis) {
        this.kinesis = kinesis;
    }

    /** The creation time of the stream when this process first asked for it; asks now if it has not. */
    public Instant get(String stream) {
        return known.computeIfAbsent(stream, name -> {
            try {
                return describe(name).join().streamCreationTimestamp();
            } catch (CompletionException e) {
                throw new IllegalStateException("The stream " + name + " must be there to be read", e.getCause());
            }
        });
    }

    /** The stream as it is now; empty when there is none. */
    Optional<StreamDescriptionSummary> find(String stream) throws InterruptedException {
        try {
            return Optional.of(describe(stream).get());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ResourceNotFoundException) {
                return Optional.empty();
            }
            throw new IllegalStateException(
                    "Kinesis must describe the stream " + stream + ", but failed", e.getCause());
        }
    }

    private CompletableFuture<StreamDescriptionSummary> describe(String stream) {
        return kinesis.describeStreamSummary(request -> request.streamName(stream))
                .thenApply(response -> response.streamDescriptionSummary());
    }
}
