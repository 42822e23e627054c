package com.wildrydes.producer;

import com.wildrydes.producer.ingest.IngestProperties;
import com.wildrydes.producer.replay.ReplayProperties;
import com.wildrydes.producer.simulator.SimulatorProperties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The producer's settings. */
@ConfigurationProperties("wildrydes")
record ProducerProperties(
        @DefaultValue IngestProperties ingest,
        @DefaultValue SimulatorProperties simulator,
        @DefaultValue ReplayProperties replay) {}
