package com.wildrydes.producer;

import com.wildrydes.producer.flight.StreamReportSink;
import com.wildrydes.producer.ingest.Ingest;
import com.wildrydes.producer.ingest.IngestController;
import com.wildrydes.producer.ingest.IngestMetrics;
import com.wildrydes.producer.replay.ReplayController;
import com.wildrydes.producer.replay.Replays;
import com.wildrydes.producer.replay.TrackReader;
import com.wildrydes.producer.simulator.Fleet;
import com.wildrydes.producer.simulator.FleetFlight;
import com.wildrydes.producer.simulator.SimulatorProperties;
import com.wildrydes.producer.simulator.UnicornController;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.streams.StreamWriters;
import com.wildrydes.streams.StreamsProperties;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.MultipartConfigElement;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The producer's beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProducerProperties.class)
class ProducerConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerConfiguration.class);

    /** What multipart wraps around an upload: boundaries and headers. */
    private static final long MULTIPART_OVERHEAD_BYTES = 64 * 1024;

    /** Shared by all three sources: its queue is what is full when Kinesis takes less than comes in. */
    @Bean
    StreamWriter reports(StreamWriters writers, StreamsProperties streams) {
        return writers.open(streams.reports());
    }

    @Bean
    IngestController ingestController(StreamWriter reports, ProducerProperties properties, MeterRegistry meters) {
        return new IngestController(
                new Ingest(reports, properties.ingest(), new IngestMetrics(meters)), properties.ingest());
    }

    @Bean
    Fleet fleet(ProducerProperties properties, Clock clock, MeterRegistry meters) {
        SimulatorProperties simulator = properties.simulator();
        long seed = Objects.requireNonNullElseGet(simulator.seed(), ThreadLocalRandom.current()::nextLong);
        Fleet fleet = new Fleet(simulator.radiusMetres(), simulator.maxUnicorns(), clock, seed);
        if (simulator.unicorns() > 0) {
            fleet.start(null, simulator.unicorns(), simulator.home());
        }
        Gauge.builder("wildrydes.simulator.unicorns", fleet, Fleet::size)
                .description("Simulated unicorns that fly")
                .register(meters);
        return fleet;
    }

    @Bean
    FleetFlight fleetFlight(Fleet fleet, StreamWriter reports, MeterRegistry meters) {
        return new FleetFlight(fleet, new StreamReportSink(reports, meters, "simulator"));
    }

    @Bean
    UnicornController unicornController(Fleet fleet, ProducerProperties properties) {
        return new UnicornController(fleet, properties.simulator());
    }

    @Bean
    Replays replays(ProducerProperties properties, Clock clock, StreamWriter reports, MeterRegistry meters) {
        return new Replays(properties.replay(), clock, new StreamReportSink(reports, meters, "replay"));
    }

    @Bean
    ReplayController replayController(Replays replays, ProducerProperties properties, Clock clock) {
        return new ReplayController(replays, new TrackReader(properties.replay(), clock));
    }

    @Bean
    MultipartConfigElement multipartConfigElement(ProducerProperties properties) {
        long most = properties.replay().maxUploadSize().toBytes();
        return new MultipartConfigElement("", most, most + MULTIPART_OVERHEAD_BYTES, 0);
    }

    @Bean
    ApplicationListener<ApplicationReadyEvent> takeOff(Fleet fleet, FleetFlight flight, Replays replays) {
        return ready -> {
            flight.start();
            replays.start();
            LOG.info("{} simulated unicorns fly", fleet.size());
        };
    }
}
