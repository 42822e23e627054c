package com.wildrydes.producer.ingest;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds how many bytes all requests together hold that are not answered yet. Thread-safe. */
final class MemoryBudget {

    private final AtomicLong available;

    MemoryBudget(long bytes) {
        this.available = new AtomicLong(bytes);
    }

    long available() {
        return available.get();
    }

    Share share() {
        return new Share();
    }

    /** What one request holds; grows until it is given back as a whole. One thread at a time. */
    final class Share {

        private long held;

        /** @throws NoRoomException when all requests together would hold too much; nothing more is held then */
        void take(long bytes) {
            if (available.addAndGet(-bytes) < 0) {
                available.addAndGet(bytes);
                throw new NoRoomException();
            }
            held += bytes;
        }

        void giveBack() {
            available.addAndGet(held);
            held = 0;
        }
    }
}
