package com.wildrydes.archive.forwarding;

import com.wildrydes.streams.RetriedCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Hands batches to the delivery stream until every record has been accepted, those that were not again alone. Thread-safe. */
final class Forwarder {

    private final DeliveryStream stream;
    private final RetriedCalls calls;

    Forwarder(DeliveryStream stream, RetriedCalls calls) {
        this.stream = stream;
        this.calls = calls;
    }

    /**
     * Begins to hand over; blocks while as many calls are in flight as may be.
     *
     * @return completes when every record has been accepted; fails only at a stop
     */
    CompletableFuture<Void> send(List<byte[]> records) throws InterruptedException {
        Attempt attempt = new Attempt(records);
        return calls.call(attempt::next);
    }

    private final class Attempt {

        private List<byte[]> remaining;

        Attempt(List<byte[]> records) {
            remaining = records;
        }

        CompletableFuture<Void> next() {
            return stream.put(remaining).thenAccept(accepted -> {
                List<byte[]> rejected = rejected(accepted);
                int all = remaining.size();
                remaining = rejected;
                if (!rejected.isEmpty()) {
                    throw new RecordsRejectedException(rejected.size(), all);
                }
            });
        }

        private List<byte[]> rejected(List<Boolean> accepted) {
            if (accepted.size() != remaining.size()) {
                throw new IllegalStateException("Firehose must answer for each of " + remaining.size()
                        + " records, but did for " + accepted.size());
            }
            List<byte[]> rejected = new ArrayList<>();
            for (int i = 0; i < accepted.size(); i++) {
                if (!accepted.get(i)) {
                    rejected.add(remaining.get(i));
                }
            }
            return rejected;
        }
    }

    /** Some records of a call were not accepted, as happens when the delivery stream is throttled. */
    private static final class RecordsRejectedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        RecordsRejectedException(int rejected, int all) {
            super("Firehose accepted all but " + rejected + " of " + all + " records", null, false, false);
        }
    }
}
