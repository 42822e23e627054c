package com.wildrydes.streams;

import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;

/**
 * Makes an iterator that Kinesis does not know (any more) look expired. The classic adapter then asks for a new one from its
 * checkpoint; with the dead one it would try for ever.
 */
final class DeadIterators implements ExecutionInterceptor {

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        Throwable failure = context.exception();
        if (context.request() instanceof GetRecordsRequest && failure instanceof InvalidArgumentException invalid) {
            return ExpiredIteratorException.builder()
                    .message(invalid.getMessage())
                    .awsErrorDetails(invalid.awsErrorDetails())
                    .statusCode(invalid.statusCode())
                    .requestId(invalid.requestId())
                    .cause(invalid)
                    .build();
        }
        return failure;
    }
}
