package com.wildrydes.streams;

import com.wildrydes.streams.consume.BoundShardConsumers;
import com.wildrydes.streams.consume.CheckpointTable;
import com.wildrydes.streams.consume.ClassicAdapters;
import com.wildrydes.streams.consume.ConsumerGroups;
import com.wildrydes.streams.consume.KclAdapters;
import com.wildrydes.streams.consume.ReadLags;
import com.wildrydes.streams.consume.ShardLeases;
import com.wildrydes.streams.follow.KinesisShardLineage;
import com.wildrydes.streams.follow.KinesisStreamFollowers;
import com.wildrydes.streams.provision.ProcessEnd;
import com.wildrydes.streams.provision.StreamGenerations;
import com.wildrydes.streams.provision.StreamProvisioning;
import com.wildrydes.streams.provision.StreamWatch;
import com.wildrydes.streams.provision.StreamsHealthIndicator;
import com.wildrydes.streams.write.KinesisStreamWriters;
import com.wildrydes.streams.write.StreamDeadLetters;
import io.awspring.cloud.autoconfigure.AwsClientCustomizer;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.cloud.stream.config.BindingProperties;
import org.springframework.cloud.stream.config.BindingServiceConfiguration;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.metadata.SimpleMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;

/** All that a service needs to read and write streams; docs/streams.md tells how. */
@AutoConfiguration(after = AwsAutoConfiguration.class, before = BindingServiceConfiguration.class)
@EnableConfigurationProperties({StreamsProperties.class, ProvisionProperties.class, DynamoDbProperties.class})
public class StreamsAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsAutoConfiguration.class);

    /** How often reading tries: the classic adapter never looks again at what it once failed to list. */
    private static final int READ_ATTEMPTS = 12;

    /** More than a stream has shards. */
    private static final int SUBSCRIPTIONS = 100_000;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ReadLags readLags(Clock clock) {
        return new ReadLags(clock);
    }

    @Bean
    AwsClientCustomizer<KinesisAsyncClientBuilder> kinesisEndpoint(StreamsProperties properties) {
        return builder -> {
            if (properties.endpoint() != null) {
                builder.endpointOverride(properties.endpoint());
            }
        };
    }

    /** For reading and for the binder. */
    @Bean
    @ConditionalOnMissingBean
    KinesisAsyncClient kinesisAsyncClient(
            AwsClientBuilderConfigurer configurer,
            ObjectProvider<AwsClientCustomizer<KinesisAsyncClientBuilder>> customizers,
            StreamsProperties properties,
            ReadLags lags) {
        KinesisAsyncClientBuilder builder = configurer.configureAsyncClient(
                KinesisAsyncClient.builder(), null, null, customizers.orderedStream(), null);
        if (properties.reading().fanOut()) {
            builder.httpClientBuilder(manyCallsAtOnce());
        }
        builder.overrideConfiguration(builder.overrideConfiguration()
                .copy(override -> override.addExecutionInterceptor(lags)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(READ_ATTEMPTS)
                                // What ListShards and the Describe calls throw when they are throttled; the SDK counts
                                // it as
                                // final.
                                .retryOnException(LimitExceededException.class)
                                .treatAsThrottling(LimitExceededException.class::isInstance)
                                .circuitBreakerEnabled(false)
                                .build())));
        return DeadIterators.lookExpired(builder.build());
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    StreamWriters streamWriters(
            AwsClientBuilderConfigurer configurer,
            ObjectProvider<AwsClientCustomizer<KinesisAsyncClientBuilder>> customizers,
            StreamsProperties properties,
            MeterRegistry registry) {
        KinesisAsyncClientBuilder builder = configurer.configureAsyncClient(
                KinesisAsyncClient.builder(), null, null, customizers.orderedStream(), null);
        builder.overrideConfiguration(builder.overrideConfiguration()
                .copy(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(properties.writing().requestTimeout())));
        return new KinesisStreamWriters(builder.build(), properties.writing(), registry);
    }

    @Bean
    @ConditionalOnMissingBean
    DeadLetters deadLetters(StreamWriters writers, StreamsProperties properties, MeterRegistry registry) {
        return new StreamDeadLetters(() -> writers.open(properties.deadLetters()), registry);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    StreamFollowers streamFollowers(
            KinesisAsyncClient kinesis,
            AwsClientBuilderConfigurer configurer,
            ObjectProvider<AwsClientCustomizer<KinesisAsyncClientBuilder>> customizers,
            StreamsProperties properties,
            Clock clock) {
        return new KinesisStreamFollowers(
                kinesis,
                () -> configurer
                        .configureAsyncClient(
                                KinesisAsyncClient.builder(), null, null, customizers.orderedStream(), null)
                        .httpClientBuilder(manyCallsAtOnce())
                        .build(),
                properties.following(),
                clock);
    }

    /** A subscription is a call that lasts for minutes, one a shard; the client's own limit is 50 calls at once. */
    private static SdkAsyncHttpClient.Builder<?> manyCallsAtOnce() {
        return NettyNioAsyncHttpClient.builder().maxConcurrency(SUBSCRIPTIONS);
    }

    @Bean
    KinesisShardLineage shardLineage(KinesisAsyncClient kinesis) {
        return new KinesisShardLineage(kinesis);
    }

    @Bean
    StreamGenerations streamGenerations(KinesisAsyncClient kinesis) {
        return new StreamGenerations(kinesis);
    }

    @Bean
    StreamProvisioning streamProvisioning(
            KinesisAsyncClient kinesis,
            StreamGenerations generations,
            StreamsProperties properties,
            ProvisionProperties provision,
            BindingServiceProperties bindings) {
        return new StreamProvisioning(kinesis, generations, provision.provision(), properties, consumed(bindings));
    }

    @Bean
    StreamWatch streamWatch(
            StreamGenerations generations,
            StreamsProperties properties,
            BindingServiceProperties bindings,
            ProcessEnd processEnd,
            Clock clock) {
        return new StreamWatch(
                generations,
                consumed(bindings),
                properties.reading().watchInterval(),
                properties.reading().goneTimeout(),
                processEnd,
                clock);
    }

    /** The streams that this service's bindings read. */
    private static Set<String> consumed(BindingServiceProperties bindings) {
        return bindings.getBindings().values().stream()
                .filter(binding -> binding.getGroup() != null && binding.getDestination() != null)
                .map(BindingProperties::getDestination)
                .collect(Collectors.toSet());
    }

    @Bean
    @ConditionalOnMissingBean
    ProcessEnd processEnd(ConfigurableApplicationContext context) {
        return reason -> {
            LOG.error("This process ends, to be started anew: {}", reason);
            // On another thread, for the one that asks for the end is waited for by it.
            new Thread(() -> System.exit(SpringApplication.exit(context, () -> ProcessEnd.EXIT_CODE)), "end").start();
        };
    }

    @Bean
    @ConditionalOnEnabledHealthIndicator("streams")
    StreamsHealthIndicator streamsHealthIndicator(StreamWatch watch) {
        return new StreamsHealthIndicator(watch);
    }

    /** Lazy, for a service that consumes nothing needs no table. */
    @Bean
    @Lazy
    @ConditionalOnMissingBean
    DynamoDbAsyncClient dynamoDbAsyncClient(AwsClientBuilderConfigurer configurer, DynamoDbProperties properties) {
        return configurer
                .configureAsyncClient(DynamoDbAsyncClient.builder(), properties, null, null, null)
                .build();
    }

    @Bean
    @Lazy
    @ConditionalOnMissingBean
    ConcurrentMetadataStore checkpointStore(
            DynamoDbAsyncClient dynamoDb, StreamsProperties properties, ProvisionProperties provision)
            throws InterruptedException {
        if (properties.mode() == StreamsProperties.Mode.KCL) {
            return new SimpleMetadataStore(); // which the binder asks for and does not use
        }
        CheckpointTable table =
                new CheckpointTable(dynamoDb, properties.reading().checkpointTable());
        table.await(provision.provision());
        return table;
    }

    /** So that the binder makes none in DynamoDB, with a table of its own; none is used. */
    @Bean
    @ConditionalOnMissingBean
    LockRegistry<?> lockRegistry() {
        return new DefaultLockRegistry();
    }

    /** Without one, however empty, the binder's CloudWatch client fails in KCL mode. */
    @Bean
    AwsClientCustomizer<CloudWatchAsyncClientBuilder> cloudWatchCustomizer() {
        return builder -> {};
    }

    @Bean
    ShardLeases shardLeases(StreamsProperties properties, Clock clock) {
        return new ShardLeases(properties.reading(), clock);
    }

    @Bean
    ConsumerGroups consumerGroups(
            ObjectProvider<ConcurrentMetadataStore> store,
            StreamGenerations generations,
            ShardLeases leases,
            KinesisShardLineage lineage,
            ProcessEnd processEnd,
            StreamsProperties properties) {
        return new ConsumerGroups(
                new ClassicAdapters(store::getObject, generations::get, leases, lineage, processEnd),
                new KclAdapters(leases, generations::get, processEnd, properties.reading()));
    }

    @Bean
    @ConditionalOnMissingBean
    ShardConsumers shardConsumers(
            ShardLeases leases,
            ConsumerGroups groups,
            ShardLineage lineage,
            StreamsProperties properties,
            MeterRegistry registry,
            Clock clock,
            ReadLags lags) {
        return new BoundShardConsumers(leases, groups, lineage, properties.reading(), registry, clock, lags);
    }
}
