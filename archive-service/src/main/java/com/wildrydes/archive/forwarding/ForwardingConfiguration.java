package com.wildrydes.archive.forwarding;

import com.wildrydes.archive.ArchiveProperties;
import com.wildrydes.archive.BucketProvisioner;
import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.DeadLetters;
import com.wildrydes.streams.Latency;
import com.wildrydes.streams.RetriedCalls;
import com.wildrydes.streams.ShardConsumers;
import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClientBuilder;

/** Reading the stream and forwarding it. */
@Configuration(proxyBeanMethods = false)
class ForwardingConfiguration {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(100), Duration.ofSeconds(5));

    @Bean
    FirehoseAsyncClient firehose(AwsClientBuilderConfigurer configurer) {
        FirehoseAsyncClientBuilder builder = configurer.configure(FirehoseAsyncClient.builder());
        return builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        // Retries are ours: they hold back the reading.
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(Duration.ofSeconds(30))
                        .build())
                .build();
    }

    /** @param bucket is there before anything is delivered to it */
    @Bean(initMethod = "provision")
    @ConditionalOnProperty("wildrydes.provision")
    DeliveryStreamProvisioner deliveryStreamProvisioner(
            FirehoseAsyncClient firehose, ArchiveProperties properties, BucketProvisioner bucket) {
        return new DeliveryStreamProvisioner(firehose, properties);
    }

    @Bean
    RetriedCalls firehoseCalls(ArchiveProperties properties, MeterRegistry meters) {
        return new RetriedCalls("archive.calls", properties.firehose().callsInFlight(), BACKOFF, new Random(), meters);
    }

    @Bean
    Forwarder forwarder(FirehoseAsyncClient firehose, RetriedCalls firehoseCalls, ArchiveProperties properties) {
        return new Forwarder(new FirehoseStream(firehose, properties.firehose().deliveryStream()), firehoseCalls);
    }

    /** Bound to the stream of raw reports in application.yml. */
    @Bean
    Consumer<Message<List<?>>> archive(
            ShardConsumers consumers, Forwarder forwarder, DeadLetters deadLetters, MeterRegistry meters, Clock clock) {
        Latency latency = new Latency("archive", meters, clock);
        return consumers.consumer(
                (shard, resumed) -> new ArchiveProcessor(shard, forwarder, deadLetters, latency, meters));
    }
}
