package com.wildrydes.archive.forwarding;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where archived lines go. Thread-safe. */
@FunctionalInterface
interface DeliveryStream {

    /**
     * Hands over records in one call.
     *
     * @return for each record whether it was accepted; fails when none was, or nobody knows
     */
    CompletableFuture<List<Boolean>> put(List<byte[]> records);
}
