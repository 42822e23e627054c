package com.wildrydes.template;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;

/** Takes what a client is about to ask AWS for, the first time it does, and lets nothing out. */
public final class UnsentRequest implements ExecutionInterceptor {

    private volatile @Nullable SdkRequest request;

    /** A call of AWS, such as that of a provisioner. */
    @FunctionalInterface
    public interface Call {
        void run() throws Exception;
    }

    /** A real client, whose requests come here instead of to AWS. */
    public <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.region(Region.of(Functions.REGION))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .overrideConfiguration(override -> override.addExecutionInterceptor(this))
                .build();
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (request == null) {
            request = context.request();
        }
        throw new IllegalStateException("Nothing is sent here, but this was asked for: " + context.request());
    }

    /** The first request that this call makes. */
    public <T extends SdkRequest> T of(Class<T> type, Call call) {
        try {
            call.run();
        } catch (Exception e) {
            if (request == null) {
                throw new IllegalStateException("AWS must be called, but before that it failed", e);
            }
        }
        return type.cast(Objects.requireNonNull(request));
    }
}
