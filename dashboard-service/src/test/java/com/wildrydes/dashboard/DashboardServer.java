package com.wildrydes.dashboard;

import com.wildrydes.streams.StreamsAutoConfiguration;
import com.wildrydes.streams.StreamsProperties;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The dashboard as it is, on a free port, but with streams in memory. */
final class DashboardServer implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    /** @param settings such as {@code wildrydes.dashboard.tail.max=1} */
    DashboardServer(String... settings) {
        this(0, settings);
    }

    private DashboardServer(int port, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=" + port, "--logging.level.root=warn"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        context = new SpringApplicationBuilder(WithMemoryStreams.class)
                .profiles("local")
                .run(arguments.toArray(String[]::new));
    }

    /** On this port of the loopback address. */
    static DashboardServer at(int port, String... settings) {
        return new DashboardServer(port, settings);
    }

    /** A test's, so that the application's own scan passes it over. */
    @TestConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = StreamsAutoConfiguration.class)
    @EnableConfigurationProperties({DashboardProperties.class, StreamsProperties.class})
    @Import(DashboardConfiguration.class)
    static class WithMemoryStreams {

        @Bean
        MovedClock clock() {
            return new MovedClock();
        }

        @Bean
        MemoryStreams streams() {
            return new MemoryStreams();
        }
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    /** From now on this dashboard, but not the issuer, takes it to be so much later. */
    void moveClock(Duration ahead) {
        context.getBean(MovedClock.class).move(ahead);
    }

    MemoryStreams streams() {
        return context.getBean(MemoryStreams.class);
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    URI http(String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + port() + pathAndQuery);
    }

    URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port() + "/ws/fleet");
    }

    double metric(String name) {
        return context.getBean(io.micrometer.core.instrument.MeterRegistry.class)
                .get(name)
                .meter()
                .measure()
                .iterator()
                .next()
                .getValue();
    }

    /** As when the server stops, except that it goes on. */
    void closeSessions() {
        context.getBean(com.wildrydes.dashboard.live.FleetBroadcast.class).disconnectAll();
    }

    @Override
    public void close() {
        context.close();
    }
}
