package com.wildrydes.streams;

import com.wildrydes.streams.consume.BoundShardConsumers;
import com.wildrydes.streams.consume.CheckpointTable;
import com.wildrydes.streams.consume.ConsumerGroups;
import com.wildrydes.streams.consume.ShardLeases;
import com.wildrydes.streams.follow.KinesisShardLineage;
import com.wildrydes.streams.follow.KinesisStreamFollowers;
import com.wildrydes.streams.provision.StreamGenerations;
import com.wildrydes.streams.provision.StreamProvisioning;
import com.wildrydes.streams.write.KinesisStreamWriters;
import com.wildrydes.streams.write.StreamDeadLetters;
import io.awspring.cloud.autoconfigure.AwsClientCustomizer;
import io.awspring.cloud.autoconfigure.core.AwsAutoConfiguration;
import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.stream.config.BindingServiceConfiguration;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.integration.metadata.ConcurrentMetadataStore;
import org.springframework.integration.support.locks.DefaultLockRegistry;
import org.springframework.integration.support.locks.LockRegistry;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;

/** All that a service needs to read and write streams; docs/streams.md tells how. */
@AutoConfiguration(after = AwsAutoConfiguration.class, before = BindingServiceConfiguration.class)
@EnableConfigurationProperties({StreamsProperties.class, ProvisionProperties.class, DynamoDbProperties.class})
public class StreamsAutoConfiguration {

    /** How often reading tries: the classic adapter never looks again at what it once failed to list. */
    private static final int READ_ATTEMPTS = 12;

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** For reading and for the binder. */
    @Bean
    @ConditionalOnMissingBean
    KinesisAsyncClient kinesisAsyncClient(
            AwsClientBuilderConfigurer configurer,
            ObjectProvider<AwsClientCustomizer<KinesisAsyncClientBuilder>> customizers) {
        KinesisAsyncClientBuilder builder = configurer.configureAsyncClient(
                KinesisAsyncClient.builder(), null, null, customizers.orderedStream(), null);
        return builder.overrideConfiguration(builder.overrideConfiguration()
                        .copy(override -> override.addExecutionInterceptor(new DeadIterators())
                                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                        .maxAttempts(READ_ATTEMPTS)
                                        .circuitBreakerEnabled(false)
                                        .build())))
                .build();
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
    StreamFollowers streamFollowers(KinesisAsyncClient kinesis, StreamsProperties properties) {
        return new KinesisStreamFollowers(kinesis, properties.following());
    }

    @Bean
    @ConditionalOnMissingBean
    ShardLineage shardLineage(KinesisAsyncClient kinesis) {
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
        Set<String> consumed = new TreeSet<>();
        bindings.getBindings().values().stream()
                .filter(binding -> binding.getGroup() != null && binding.getDestination() != null)
                .forEach(binding -> consumed.add(binding.getDestination()));
        return new StreamProvisioning(kinesis, generations, provision.provision(), properties, consumed);
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
            ObjectProvider<ConcurrentMetadataStore> store, StreamGenerations generations, ShardLeases leases) {
        return new ConsumerGroups(store::getObject, generations::get, leases);
    }

    @Bean
    @ConditionalOnMissingBean
    ShardConsumers shardConsumers(
            ShardLeases leases,
            ConsumerGroups groups,
            ShardLineage lineage,
            StreamsProperties properties,
            MeterRegistry registry,
            Clock clock) {
        return new BoundShardConsumers(leases, groups, lineage, properties.reading(), registry, clock);
    }
}
