package com.wildrydes.producer;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.access.Endpoints;
import com.wildrydes.oidc.AccessMatrix;
import com.wildrydes.oidc.Mappings;
import com.wildrydes.oidc.OidcServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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
        service = run();
        matrix = new AccessMatrix("producer", address(service), issuer);
    }

    private static ConfigurableApplicationContext run(String... more) {
        List<String> settings = new ArrayList<>(List.of(
                "--server.port=0",
                "--wildrydes.access.mode=sign-in",
                "--wildrydes.access.issuer=" + issuer.issuer(),
                "--wildrydes.access.audience=" + OidcServer.AUDIENCE));
        settings.addAll(List.of(more));
        return new SpringApplicationBuilder(HttpTestApplication.class)
                .profiles("local")
                .run(settings.toArray(String[]::new));
    }

    private static URI address(ConfigurableApplicationContext of) {
        return URI.create("http://127.0.0.1:" + of.getEnvironment().getProperty("local.server.port"));
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
        assertThat(Mappings.missingIn(ROWS, service)).isEmpty();
    }

    @Test
    void theActuatorsOwnPortIsForProbesAndPrometheusWhichHaveNoToken() {
        try (ConfigurableApplicationContext apart = run("--management.server.port=0")) {
            AccessMatrix actuator = new AccessMatrix(
                    "actuator",
                    URI.create("http://127.0.0.1:" + apart.getEnvironment().getProperty("local.management.port")),
                    issuer);
            AccessMatrix api = new AccessMatrix("producer", address(apart), issuer);

            for (String path :
                    List.of("/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus")) {
                assertThat(actuator.ask("GET", path, "").status()).as(path).isEqualTo(200);
            }
            assertThat(actuator.ask("GET", "/api/unicorns", "").status()).isEqualTo(404);
            assertThat(api.ask("GET", "/actuator/prometheus", "").status()).isEqualTo(401);
            assertThat(api.ask("GET", "/actuator/health", "").status()).isEqualTo(404);
        }
    }

    @Test
    void theDocumentSaysWhatEachOperationAsks() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(address(service).resolve("/v3/api-docs"))
                .header("Authorization", "Bearer " + issuer.token("viewer"))
                .build();
        JsonNode document = JsonMapper.shared()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());

        assertThat(document.at("/components/securitySchemes/token/scheme").asString())
                .isEqualTo("bearer");
        JsonNode ingest = document.get("paths").get("/api/telemetry").get("post");
        assertThat(ingest.get("description").asString()).endsWith("Asks the role device.");
        assertThat(ingest.get("security").toString()).isEqualTo("[{\"token\":[]}]");
        assertThat(ingest.get("responses").propertyNames()).contains("401", "403", "429");
        JsonNode list = document.get("paths").get("/api/unicorns").get("get");
        assertThat(list.get("description").asString()).isEqualTo("Asks the role viewer.");
        assertThat(list.get("responses").propertyNames()).contains("401", "403").doesNotContain("429");
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
