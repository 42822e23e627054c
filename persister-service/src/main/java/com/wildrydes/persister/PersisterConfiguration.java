package com.wildrydes.persister;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.DeadLetters;
import com.wildrydes.streams.Latency;
import com.wildrydes.streams.RetriedCalls;
import com.wildrydes.streams.ShardConsumers;
import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Every part of the persister. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PersisterProperties.class, AlertsProperties.class})
class PersisterConfiguration {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

    /** Its client is no bean, for a bean would also become that of the checkpoints, which need the SDK's retries. */
    @Bean
    SummaryTable summaryTable(
            AwsClientBuilderConfigurer configurer, DynamoDbProperties dynamoDb, PersisterProperties properties) {
        DynamoDbAsyncClientBuilder builder = configurer.configure(DynamoDbAsyncClient.builder(), dynamoDb, null);
        DynamoDbAsyncClient client = builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                        // Retries are ours: they hold back the reading.
                        .retryStrategy(AwsRetryStrategy.doNotRetry())
                        .apiCallTimeout(Duration.ofSeconds(10))
                        .build())
                .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(properties.writesInFlight()))
                .build();
        return new SummaryTable(client, properties.table(), properties.keep());
    }

    @Bean
    RetriedCalls summaryWrites(PersisterProperties properties, MeterRegistry meters) {
        return new RetriedCalls("summaries", properties.writesInFlight(), BACKOFF, new Random(), meters);
    }

    /** Bound to the stream of summaries in application.yml. */
    @Bean
    Consumer<Message<List<?>>> summaries(
            ShardConsumers consumers,
            SummaryTable table,
            RetriedCalls summaryWrites,
            DeadLetters deadLetters,
            MeterRegistry meters,
            Clock clock) {
        Latency latency = new Latency("row", meters, clock);
        return consumers.consumer(
                (shard, resumed) -> new SummaryProcessor(shard, table, summaryWrites, deadLetters, latency, meters));
    }

    @Bean
    SummaryPages summaryPages(DynamoDbClient dynamoDb, PersisterProperties properties, Clock clock) {
        return new SummaryPages(dynamoDb, properties.table(), properties.keep(), clock);
    }

    @Bean
    AlertPages alertPages(DynamoDbClient dynamoDb, AlertsProperties properties) {
        return new AlertPages(dynamoDb, properties.table());
    }

    @Bean(initMethod = "provision")
    @ConditionalOnProperty("wildrydes.provision")
    TableProvisioner tableProvisioner(DynamoDbClient dynamoDb, PersisterProperties properties) {
        return new TableProvisioner(dynamoDb, properties.table(), properties.keep());
    }
}
