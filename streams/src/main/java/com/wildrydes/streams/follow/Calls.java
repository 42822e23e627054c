package com.wildrydes.streams.follow;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Waits for calls of the asynchronous client. */
final class Calls {

    private Calls() {}

    /** @throws RuntimeException as the client does, without the future's wrapping */
    static <T> T await(CompletableFuture<T> response) throws InterruptedException {
        try {
            return response.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
