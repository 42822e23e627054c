package com.wildrydes.aggregator;

import com.wildrydes.aggregator.alerts.AlertTable;
import com.wildrydes.aggregator.alerts.Alerting;
import com.wildrydes.aggregator.windows.Aggregation;
import com.wildrydes.aggregator.windows.AggregatorMetrics;
import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.DeadLetters;
import com.wildrydes.streams.ProvisionProperties;
import com.wildrydes.streams.RetriedCalls;
import com.wildrydes.streams.ShardConsumers;
import com.wildrydes.streams.ShardLineage;
import com.wildrydes.streams.StreamWriters;
import com.wildrydes.streams.StreamsProperties;
import com.wildrydes.telemetry.ReportJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;

/** Everything that the aggregator consists of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AggregatorProperties.class)
class AggregatorConfiguration {

    private static final Backoff TABLE_BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5));

    /** Reads the stream of reports. */
    @Bean
    Consumer<Message<List<?>>> reports(ShardConsumers consumers, Aggregation aggregation) {
        return consumers.consumer(aggregation);
    }

    @Bean
    Aggregation aggregation(
            AggregatorProperties properties,
            ShardLineage lineage,
            StreamWriters writers,
            StreamsProperties streams,
            DeadLetters deadLetters,
            Alerting alerting,
            MeterRegistry meters,
            Clock clock) {
        AggregatorProperties.Window window = properties.window();
        return new Aggregation(
                window.windows(),
                window::windowTime,
                window.idleAfter(),
                ReportJson::read,
                lineage,
                writers.open(streams.summaries()),
                deadLetters,
                alerting,
                new AggregatorMetrics(meters, clock));
    }

    @Bean
    Alerting alerting(
            AggregatorProperties properties,
            AlertTable table,
            RetriedCalls alertCalls,
            StreamWriters writers,
            StreamsProperties streams) {
        return new Alerting(properties.alerts().thresholds(), table, alertCalls, writers.open(streams.alerts()));
    }

    @Bean
    AlertTable alertTable(DynamoDbAsyncClient client, AggregatorProperties properties, ProvisionProperties provision) {
        AlertTable table = new AlertTable(client, properties.alerts().table());
        if (provision.provision()) {
            table.provision();
        }
        return table;
    }

    @Bean
    RetriedCalls alertCalls(AggregatorProperties properties, MeterRegistry meters) {
        return new RetriedCalls("alerts", properties.alerts().callsInFlight(), TABLE_BACKOFF, new Random(), meters);
    }
}
