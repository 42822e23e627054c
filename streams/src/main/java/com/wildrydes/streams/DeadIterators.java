package com.wildrydes.streams;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;

/**
 * Makes an iterator that Kinesis does not know (any more) look expired. The classic adapter then asks for a new one from its
 * checkpoint; with the dead one it would try for ever.
 *
 * <p>A proxy, for the SDK has no delegating client for Kinesis, and its interceptors may not make one service exception of
 * another.
 */
final class DeadIterators {

    private DeadIterators() {}

    static KinesisAsyncClient lookExpired(KinesisAsyncClient client) {
        return (KinesisAsyncClient) Proxy.newProxyInstance(
                KinesisAsyncClient.class.getClassLoader(),
                new Class<?>[] {KinesisAsyncClient.class},
                (proxy, method, arguments) -> {
                    Object result;
                    try {
                        result = method.invoke(client, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() == null ? e : e.getCause();
                    }
                    return method.getName().equals("getRecords") && result instanceof CompletableFuture<?> response
                            ? response.exceptionallyCompose(
                                    failure -> CompletableFuture.failedFuture(lookExpired(failure)))
                            : result;
                });
    }

    private static Throwable lookExpired(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof InvalidArgumentException invalid
                ? ExpiredIteratorException.builder()
                        .message(invalid.getMessage())
                        .awsErrorDetails(invalid.awsErrorDetails())
                        .statusCode(invalid.statusCode())
                        .requestId(invalid.requestId())
                        .cause(invalid)
                        .build()
                : cause;
    }
}
