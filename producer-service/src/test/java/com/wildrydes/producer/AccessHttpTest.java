package com.wildrydes.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.access.Endpoints;
import com.wildrydes.oidc.AccessMatrix;
import com.wildrydes.oidc.Mappings;
import com.wildrydes.oidc.OidcServer;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Who may what of the producer, each cell; a stream in memory stands below. */
class AccessHttpTest {

    private static final List<String> ROWS = List.of(
            "POST /api/telemetry device",
            "GET /api/unicorns viewer",
            "GET /api/unicorns/x viewer",
            "POST /api/unicorns operator",
            "DELETE /api/unicorns operator",
            "DELETE /api/unicorns/x operator",
            "GET /api/replays viewer",
            "GET /api/replays/x viewer",
            "POST /api/replays operator",
            "DELETE /api/replays/x operator",
            "GET /v3/api-docs viewer",
            "GET /actuator/health public",
            "GET /actuator/health/readiness public",
            "GET /actuator/prometheus operator");

    private static OidcServer issuer;
    private static ConfigurableApplicationContext service;
    private static AccessMatrix matrix;

    @BeforeAll
    static void start() {
        issuer = OidcServer.start();
        service = new SpringApplicationBuilder(HttpTestApplication.class)
                .profiles("local")
                .run(
                        "--server.port=0",
                        "--wildrydes.access.mode=sign-in",
                        "--wildrydes.access.issuer=" + issuer.issuer(),
                        "--wildrydes.access.audience=" + OidcServer.AUDIENCE);
        matrix = new AccessMatrix(
                "producer",
                URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port")),
                issuer);
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
    }

    @TestFactory
    Stream<DynamicTest> everybodyMayWhatTheirRoleSaysAndNoMore() {
        return Stream.concat(matrix.cells(ROWS).stream(), matrix.foreignOriginCells(ROWS).stream())
                .map(cell -> DynamicTest.dynamicTest(cell.name(), cell.check()::run));
    }

    @Test
    void everyEndpointIsInTheTableAndInThisTest() {
        assertThat(Mappings.of(service)).isNotEmpty().allSatisfy(operation -> {
            String[] parts = operation.split(" ");
            assertThat(Endpoints.find(parts[0], parts[1])).as(operation).isPresent();
        });
        assertThat(ROWS.stream().map(row -> row.substring(0, row.lastIndexOf(' '))))
                .containsAll(Mappings.of(service).stream()
                        .filter(operation -> operation.contains(" /api/"))
                        .toList());
    }

    @Test
    void whatIsNotInTheTableIsRefusedToAnOperatorToo() {
        assertThat(matrix.ask("GET", "/env", issuer.token("operator")).status()).isEqualTo(403);
        assertThat(matrix.ask("PUT", "/api/unicorns", issuer.token("operator")).status())
                .isEqualTo(403);
        assertThat(matrix.ask("GET", "/api/unicornsx", issuer.token("operator")).status())
                .isEqualTo(403);
        assertThat(matrix.ask("GET", "/API/unicorns", issuer.token("operator")).status())
                .isEqualTo(403);
    }

    @Test
    void aPathThatCouldBeReadInTwoWaysIsAProblem() {
        for (String path : List.of("/api//unicorns", "/api/unicorns;x=1", "/api/unicorns/%2e%2e/telemetry")) {
            AccessMatrix.Answer answer = matrix.ask("GET", path, issuer.token("operator"));
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.contentType()).as(path).isEqualTo("application/problem+json");
        }
    }
}
