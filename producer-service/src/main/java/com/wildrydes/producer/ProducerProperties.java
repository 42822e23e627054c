package com.wildrydes.producer;

import com.wildrydes.producer.ingest.IngestProperties;
import com.wildrydes.producer.replay.ReplayProperties;
import com.wildrydes.producer.simulator.SimulatorProperties;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The producer's settings.
 *
 * @param allowedOrigins origins of web pages, besides this service's own host, that may change something, such as
 *     {@code https://fleet.example.com}
 */
@ConfigurationProperties("wildrydes")
record ProducerProperties(
        @DefaultValue IngestProperties ingest,
        @DefaultValue SimulatorProperties simulator,
        @DefaultValue ReplayProperties replay,
        @DefaultValue Set<String> allowedOrigins) {}
