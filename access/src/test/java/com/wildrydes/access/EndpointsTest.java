package com.wildrydes.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointsTest {

    private static String least(String method, String path) {
        return Endpoints.find(method, path)
                .map(row -> row.least().map(Role::inToken).orElse("public"))
                .orElse("refused");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/unicorns/Shadowfax/summaries, viewer",
        "HEAD, /api/alerts, viewer",
        "POST, /api/unicorns, operator",
        "DELETE, /api/unicorns/Shadowfax, operator",
        "POST, /api/telemetry, device",
        "GET, /api/telemetry, refused",
        "POST, /api/telemetry/x, refused",
        "GET, /api/files/raw/2026/11/28/09/a.gz, analyst",
        "DELETE, /api/files/raw, refused",
        "GET, /api/streams/wildrydes/tail, analyst",
        "GET, /api/streams, refused",
        "GET, /ws/fleet, viewer",
        "GET, /ws/fleet/x, refused",
        "GET, /, public",
        "GET, /index.html, public",
        "GET, /api/index.html, refused",
        "POST, /index.html, refused",
        "GET, /api/me, public",
        "GET, /actuator/health/readiness, public",
        "GET, /actuator/heapdump, operator",
        "POST, /actuator/shutdown, refused",
        "GET, /something/new, refused",
        "PUT, /api/unicorns, refused"
    })
    void asksTheRoleOfTheFirstRowThatFits(String method, String path, String least) {
        assertThat(least(method, path)).isEqualTo(least);
    }

    /** Guests are viewers, whatever rows come: nothing that changes something may ask no more than a viewer. */
    @Test
    void whatChangesSomethingAsksMoreThanAViewer() {
        assertThat(Endpoints.rows())
                .filteredOn(row -> row.methods().stream().anyMatch(method -> !method.matches("GET|OPTIONS")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.toString()).doesNotEndWith(" viewer"))
                .filteredOn(row -> row.least().isEmpty())
                .extracting(Endpoints.Row::toString)
                .containsExactly("POST /sign-out public");
    }
}
