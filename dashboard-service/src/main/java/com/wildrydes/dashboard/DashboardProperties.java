package com.wildrydes.dashboard;

import com.wildrydes.dashboard.gateway.Backend;
import com.wildrydes.dashboard.gateway.Routes;
import com.wildrydes.dashboard.live.FleetBroadcast;
import com.wildrydes.dashboard.map.TileServer;
import com.wildrydes.dashboard.tail.Tails;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the dashboard.
 *
 * @param lookBack how far back the stream is read at the start, so that the map is full at once
 * @param maxUnicorns how many unicorns the map holds
 */
@Validated
@ConfigurationProperties("wildrydes.dashboard")
public record DashboardProperties(
        @DefaultValue("60s") @DurationMin(millis = 0) @DurationMax(hours = 24)
        Duration lookBack,

        @DefaultValue("100000") @Min(1) @Max(1_000_000) int maxUnicorns,
        @DefaultValue @Valid Live live,
        @DefaultValue @Valid Tail tail,
        @DefaultValue @Valid BaseMap map,
        @DefaultValue @Valid Services services) {

    /**
     * The WebSocket.
     *
     * @param interval the least time between two frames
     * @param heartbeat after so long without a change an empty frame is sent
     * @param pingInterval how often a client must show that it is there
     * @param sendTimeout how long a client may take to read one message
     * @param maxSessions how many clients are served
     * @param maxSessionsPerCaller how many clients of one person, or of one address where guests look on
     */
    public record Live(
            @DefaultValue("250ms") @DurationMin(millis = 50) @DurationMax(seconds = 10)
            Duration interval,

            @DefaultValue("5s") @DurationMin(millis = 50) @DurationMax(minutes = 1)
            Duration heartbeat,

            @DefaultValue("20s") @DurationMin(millis = 50) @DurationMax(minutes = 5)
            Duration pingInterval,

            @DefaultValue("15s") @DurationMin(millis = 50) @DurationMax(minutes = 5)
            Duration sendTimeout,

            @DefaultValue("2500") @Min(1) @Max(100_000) int maxSessions,
            @DefaultValue("50") @Min(1) @Max(100_000) int maxSessionsPerCaller) {

        FleetBroadcast.Settings settings() {
            return new FleetBroadcast.Settings(
                    interval, heartbeat, pingInterval, sendTimeout, maxSessions, maxSessionsPerCaller);
        }
    }

    /**
     * What lies beneath the fleet.
     *
     * @param tiles the address of a tile server's tiles, such as {@code https://tile.example.org/{z}/{x}/{y}.png}; empty: the
     *     map that comes with the page
     * @param attribution whose tiles they are; shown on the map as text
     * @param maxZoom the greatest zoom that the tile server has
     */
    public record BaseMap(
            @DefaultValue("") String tiles,
            @DefaultValue("") @Size(max = 200) String attribution,
            @DefaultValue("19") @Min(1) @Max(24) int maxZoom) {

        /** @throws IllegalArgumentException with what must hold for the tiles */
        public BaseMap {
            server(tiles, attribution, maxZoom);
        }

        Optional<TileServer> server() {
            return server(tiles, attribution, maxZoom);
        }

        private static Optional<TileServer> server(String tiles, String attribution, int maxZoom) {
            return tiles.isEmpty() ? Optional.empty() : Optional.of(new TileServer(tiles, attribution, maxZoom));
        }
    }

    /**
     * Following streams over HTTP.
     *
     * @param max how many may be followed at once; all share the reads that a shard allows with the map
     * @param keepAlive after so long without a record an empty line is written
     */
    public record Tail(
            @DefaultValue("8") @Min(1) @Max(100) int max,

            @DefaultValue("15s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
            Duration keepAlive) {

        Tails.Settings settings() {
            return new Tails.Settings(max, keepAlive);
        }
    }

    /**
     * Where the other services are, as {@code http://host:port}.
     *
     * @param simulator which producer keeps the simulated unicorns and the replays, where there are several; unset: the producer
     */
    public record Services(
            @DefaultValue("http://127.0.0.1:8081") @NotNull URI producer,
            @Nullable URI simulator,
            @DefaultValue("http://127.0.0.1:8082") @NotNull URI aggregator,
            @DefaultValue("http://127.0.0.1:8083") @NotNull URI persister,
            @DefaultValue("http://127.0.0.1:8084") @NotNull URI archive,

            @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(minutes = 1)
            Duration connectTimeout) {

        public Services {
            routes(producer, simulator, aggregator, persister, archive);
        }

        Routes routes() {
            return routes(producer, simulator, aggregator, persister, archive);
        }

        private static Routes routes(
                URI producer, @Nullable URI simulator, URI aggregator, URI persister, URI archive) {
            return new Routes(
                    new Backend("producer-service", producer),
                    new Backend("simulator-service", simulator == null ? producer : simulator),
                    new Backend("aggregator-service", aggregator),
                    new Backend("persister-service", persister),
                    new Backend("archive-service", archive));
        }
    }
}
