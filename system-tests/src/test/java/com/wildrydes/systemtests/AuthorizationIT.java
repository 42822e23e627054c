package com.wildrydes.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.oidc.AccessMatrix;
import com.wildrydes.oidc.OidcServer;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may what of the whole suite: every endpoint, by every kind of caller, through the door and past it. */
class AuthorizationIT {

    private static final Map<Part, List<String>> ROWS = Map.of(
            Part.PRODUCER,
            List.of(
                    "POST /api/telemetry device",
                    "GET /api/unicorns viewer",
                    "GET /api/unicorns/x viewer",
                    "POST /api/unicorns operator",
                    "DELETE /api/unicorns operator",
                    "DELETE /api/unicorns/x operator",
                    "GET /api/replays viewer",
                    "GET /api/replays/x viewer",
                    "POST /api/replays operator",
                    "DELETE /api/replays/x operator"),
            Part.PERSISTER,
            List.of("GET /api/unicorns/x/summaries viewer", "GET /api/alerts viewer"),
            Part.ARCHIVE,
            List.of(
                    "GET /api/reports analyst",
                    "POST /api/reports/x analyst",
                    "POST /api/queries analyst",
                    "GET /api/queries/x analyst",
                    "GET /api/queries/x/results analyst",
                    "DELETE /api/queries/x analyst",
                    "GET /api/files analyst",
                    "GET /api/files/x analyst"),
            Part.DASHBOARD,
            List.of(
                    "GET /api/positions viewer",
                    "GET /api/positions/x viewer",
                    "GET /api/map viewer",
                    "GET /api/streams/wildrydes/tail analyst"));
    private static final List<String> OWN =
            List.of("GET /v3/api-docs viewer", "GET /actuator/health public", "GET /actuator/prometheus operator");

    private static OidcServer issuer;
    private static Suite suite;

    @BeforeAll
    static void start() {
        issuer = OidcServer.start();
        SuiteOptions options = SuiteOptions.inFolder(Suites.newFolder());
        for (Part part : Part.SERVICES) {
            options = options.with(
                    part,
                    "--wildrydes.access.mode=sign-in",
                    "--wildrydes.access.issuer=" + issuer.issuer(),
                    "--wildrydes.access.audience=" + OidcServer.AUDIENCE,
                    "--wildrydes.access.limits.queries-per-minute=600");
        }
        options = options.with(
                Part.DASHBOARD,
                "--wildrydes.access.session-keys=" + Base64.getEncoder().encodeToString(new byte[32]));
        suite = Suite.start(options);
    }

    @AfterAll
    static void stop() {
        if (suite != null) {
            suite.close();
        }
        issuer.close();
    }

    private static List<String> rows(Part part) {
        return ROWS.getOrDefault(part, List.of());
    }

    private static AccessMatrix matrix(String name, URI base) {
        return new AccessMatrix(name, base, issuer);
    }

    @TestFactory
    Stream<DynamicTest> everyServiceRefusesByItself() {
        return Part.SERVICES.stream().flatMap(part -> {
            AccessMatrix matrix = matrix(part.module(), suite.uri(part, "/"));
            return Stream.of(matrix.cells(rows(part)), matrix.cells(OWN), matrix.foreignOriginCells(rows(part)))
                    .flatMap(List::stream)
                    .map(cell -> DynamicTest.dynamicTest(cell.name(), cell.check()::run));
        });
    }

    @TestFactory
    Stream<DynamicTest> theDoorRefusesAsTheServicesBehindItDo() {
        AccessMatrix door = matrix("door", suite.door("/"));
        List<String> documents = Part.SERVICES.stream()
                .filter(part -> part != Part.DASHBOARD)
                .map(part -> "GET /api-docs/" + part.module() + " viewer")
                .toList();
        return Stream.concat(
                        Part.SERVICES.stream()
                                .map(AuthorizationIT::rows)
                                .flatMap(rows -> Stream.of(door.cells(rows), door.foreignOriginCells(rows))
                                        .flatMap(List::stream)),
                        Stream.of(door.cells(documents), door.socketCells("/ws/fleet"))
                                .flatMap(List::stream))
                .map(cell -> DynamicTest.dynamicTest(cell.name(), cell.check()::run));
    }

    @Test
    void aDevicesReportFliesOnTheMapThatAViewerSees() {
        String report =
                "{\"Distance\":1,\"HealthPoints\":149,\"Latitude\":40.7,\"Longitude\":-73.9,\"MagicPoints\":151,"
                        + "\"Name\":\"Signed\",\"StatusTime\":\"" + java.time.Instant.now() + "\"}";
        AccessMatrix door = matrix("door", suite.door("/"));

        assertThat(door.post("/api/telemetry", issuer.deviceToken(), report).status())
                .isEqualTo(202);

        assertThat(Waiting.until(
                        java.time.Duration.ofSeconds(60),
                        () -> door.ask("GET", "/api/positions/Signed", issuer.token("viewer"))
                                        .status()
                                == 200))
                .isTrue();
    }
}
