package com.wildrydes.dashboard;

import com.wildrydes.access.AccessProperties;
import com.wildrydes.dashboard.fleet.Fleet;
import com.wildrydes.dashboard.fleet.FleetFeed;
import com.wildrydes.dashboard.fleet.PositionsController;
import com.wildrydes.dashboard.gateway.BodilessReads;
import com.wildrydes.dashboard.gateway.PageHeadersFilter;
import com.wildrydes.dashboard.live.FleetBroadcast;
import com.wildrydes.dashboard.live.FleetSocket;
import com.wildrydes.dashboard.live.PlainJettyUpgrade;
import com.wildrydes.dashboard.map.MapController;
import com.wildrydes.dashboard.map.TileServer;
import com.wildrydes.dashboard.signin.FleetHandshake;
import com.wildrydes.dashboard.signin.SignInConfiguration;
import com.wildrydes.dashboard.tail.TailController;
import com.wildrydes.dashboard.tail.Tails;
import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamFollowers;
import com.wildrydes.streams.StreamsProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import java.time.Clock;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.socket.config.annotation.EnableWebSocket;
import org.springframework.web.socket.config.annotation.WebSocketConfigurer;
import org.springframework.web.socket.server.support.DefaultHandshakeHandler;

/** The parts of the dashboard and how they hang together. */
@Configuration(proxyBeanMethods = false)
@EnableWebSocket
@Import(SignInConfiguration.class)
class DashboardConfiguration {

    @Bean
    Fleet fleet(DashboardProperties properties) {
        return new Fleet(properties.maxUnicorns());
    }

    @Bean
    FleetFeed fleetFeed(Fleet fleet, MeterRegistry registry, Clock clock) {
        return new FleetFeed(fleet, registry, clock);
    }

    /** Fills the map from the stream, from a little before now on. */
    @Bean(initMethod = "start", destroyMethod = "close")
    StreamFollower reports(
            StreamFollowers followers,
            StreamsProperties streams,
            FleetFeed feed,
            DashboardProperties properties,
            Clock clock) {
        StreamFollower.Start start = new StreamFollower.Start.At(clock.instant().minus(properties.lookBack()));
        return followers.followForGood(streams.reports(), start, feed);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    FleetBroadcast fleetBroadcast(Fleet fleet, DashboardProperties properties, MeterRegistry registry, Clock clock) {
        return new FleetBroadcast(fleet, clock, properties.live().settings(), registry);
    }

    @Bean
    WebSocketConfigurer fleetSocket(FleetBroadcast broadcast, AccessProperties access) {
        PlainJettyUpgrade upgrade = new PlainJettyUpgrade();
        upgrade.addWebSocketConfigurer(container -> container.setMaxTextMessageSize(FleetSocket.LONGEST_MESSAGE));
        return registry -> registry.addHandler(new FleetSocket(broadcast), "/ws/fleet")
                .setHandshakeHandler(new DefaultHandshakeHandler(upgrade))
                .addInterceptors(new FleetHandshake(access.mode() == AccessProperties.Mode.OPEN))
                // The access module's OriginFilter has looked at it already, by the Host header.
                .setAllowedOriginPatterns("*");
    }

    @Bean
    PositionsController positionsController(Fleet fleet) {
        return new PositionsController(fleet);
    }

    @Bean
    MapController mapController(DashboardProperties properties) {
        return new MapController(properties.map().server().orElse(null));
    }

    @Bean
    Tails tails(
            StreamFollowers followers,
            StreamsProperties streams,
            DashboardProperties properties,
            MeterRegistry registry) {
        return new Tails(followers, streams.names(), properties.tail().settings(), registry);
    }

    @Bean
    TailController tailController(Tails tails) {
        return new TailController(tails);
    }

    @Bean
    RouterFunction<ServerResponse> routes(DashboardProperties properties) {
        return properties.services().routes().all();
    }

    /** What the gateway forwards with: bytes as they come, neither unpacked nor redirected on the way. */
    @Bean
    ClientHttpRequestFactory forwarding(DashboardProperties properties) {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(properties.services().connectTimeout())
                .build());
        factory.enableCompression(false);
        return new BodilessReads(factory);
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    PageHeadersFilter pageHeaders(DashboardProperties properties) {
        return new PageHeadersFilter(
                properties.map().server().map(TileServer::origin).orElse(null));
    }

    /** Up when the map is being filled. */
    @Bean
    HealthIndicator streamHealthIndicator(StreamFollower reports, FleetFeed feed, Fleet fleet) {
        return () -> {
            StreamFollower.State state = reports.state();
            Health.Builder health = state == StreamFollower.State.READING ? Health.up() : Health.down();
            return health.withDetail("stream", state)
                    .withDetail("behind", feed.behind().toString())
                    .withDetail("unicorns", fleet.size())
                    .build();
        };
    }

    /** What never ends by itself is ended before the server waits for its open requests. */
    @Bean
    EndlessRequests endlessRequests(Tails tails, FleetBroadcast broadcast) {
        return new EndlessRequests(tails, broadcast);
    }

    record EndlessRequests(Tails tails, FleetBroadcast broadcast) {

        @EventListener(ContextClosedEvent.class)
        void end() {
            tails.close();
            broadcast.close();
        }
    }
}
