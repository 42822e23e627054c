package com.wildrydes.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Which role each path asks at least, one table for the door and for the services behind it. The first row that fits counts;
 * what no row fits is refused, so that a new endpoint is closed until somebody says whose it is.
 */
public final class Endpoints {

    private static final List<Row> ROWS = List.of(
            // The map and what it shows.
            row(Role.VIEWER, "GET", "/api/positions/**"),
            row(Role.VIEWER, "GET", "/api/map"),
            row(Role.VIEWER, "GET", "/api/alerts/**"),
            row(Role.VIEWER, "GET", "/api/unicorns/**"), // with their summaries
            row(Role.VIEWER, "GET", "/api/replays/**"),
            row(Role.VIEWER, "GET", "/ws/fleet"),
            // The archive, and streams as they are: every report of everybody.
            row(Role.ANALYST, "GET POST", "/api/reports/**"),
            row(Role.ANALYST, "GET POST DELETE", "/api/queries/**"),
            row(Role.ANALYST, "GET", "/api/files/**"),
            row(Role.ANALYST, "GET", "/api/streams/*/tail"),
            // What flies by itself.
            row(Role.OPERATOR, "POST DELETE", "/api/unicorns/**"),
            row(Role.OPERATOR, "POST DELETE", "/api/replays/**"),
            row(Role.DEVICE, "POST", "/api/telemetry"),
            // What the interfaces look like.
            row(Role.VIEWER, "GET", "/v3/api-docs/**"),
            row(Role.VIEWER, "GET", "/v3/api-docs.yaml"),
            row(Role.VIEWER, "GET", "/api-docs/**"),
            row(Role.VIEWER, "OPTIONS", "/api/**"), // names what a path takes, does nothing
            // The page, and how to sign in; who is let in sees data only through the rows above.
            open("GET", "/"),
            open("GET", "/*.html"),
            open("GET", "/*.svg"),
            open("GET", "/*.webmanifest"),
            open("GET", "/favicon.ico"),
            open("GET", "/css/**"),
            open("GET", "/js/**"),
            open("GET", "/map/**"),
            open("GET", "/webjars/**"),
            open("GET", "/api/me"),
            open("GET", "/sign-in/**"),
            open("POST", "/sign-out"),
            open("GET", "/error"),
            // Probes; everything else of the actuator has a port of its own, which no load balancer knows.
            open("GET", "/actuator/health/**"),
            row(Role.OPERATOR, "GET", "/actuator/**"));

    private Endpoints() {}

    /**
     * One line of the table.
     *
     * @param methods GET stands for HEAD too
     * @param least who may; empty: everybody
     */
    public record Row(Set<String> methods, PathPattern path, Optional<Role> least) {

        public boolean fits(String method, PathContainer requested) {
            return methods.contains("HEAD".equals(method) ? "GET" : method) && path.matches(requested);
        }

        /** Such as {@code GET,POST /api/reports/** analyst}. */
        @Override
        public String toString() {
            return methods.stream().sorted().collect(Collectors.joining(","))
                    + " "
                    + path.getPatternString()
                    + " "
                    + least.map(Role::inToken).orElse("public");
        }
    }

    public static List<Row> rows() {
        return ROWS;
    }

    /** @param path within the application, not decoded, as a request line has it */
    public static Optional<Row> find(String method, PathContainer path) {
        return ROWS.stream().filter(row -> row.fits(method, path)).findFirst();
    }

    /** As {@link #find(String, PathContainer)}, of a path as text. */
    public static Optional<Row> find(String method, String path) {
        return find(method, PathContainer.parsePath(path));
    }

    private static Row row(Role least, String methods, String path) {
        return new Row(methods(methods), PathPatternParser.defaultInstance.parse(path), Optional.of(least));
    }

    private static Row open(String methods, String path) {
        return new Row(methods(methods), PathPatternParser.defaultInstance.parse(path), Optional.empty());
    }

    private static Set<String> methods(String methods) {
        return Stream.of(methods.split(" ")).collect(Collectors.toUnmodifiableSet());
    }
}
