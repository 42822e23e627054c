package com.wildrydes.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.access.Endpoints;
import com.wildrydes.oidc.AccessMatrix;
import com.wildrydes.oidc.Mappings;
import com.wildrydes.oidc.OidcServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who may what of the archive, each cell, and whose queries are whose, at the whole service beside local-aws. */
@Timeout(300)
class AccessIT {

    private static final List<String> ROWS = List.of(
            "GET /api/reports analyst",
            "POST /api/reports/x analyst",
            "POST /api/queries analyst",
            "GET /api/queries/x analyst",
            "GET /api/queries/x/results analyst",
            "DELETE /api/queries/x analyst",
            "GET /api/files analyst",
            "GET /api/files/x analyst",
            "GET /v3/api-docs viewer",
            "GET /actuator/health public",
            "GET /actuator/health/readiness public",
            "GET /actuator/prometheus operator");

    @TempDir
    private static Path data;

    private static OidcServer issuer;
    private static RunningArchive archive;
    private static AccessMatrix matrix;

    @BeforeAll
    static void start() {
        issuer = OidcServer.start();
        archive = RunningArchive.start(
                data,
                List.of(),
                List.of(
                        "--wildrydes.access.mode=sign-in",
                        "--wildrydes.access.issuer=" + issuer.issuer(),
                        "--wildrydes.access.audience=" + OidcServer.AUDIENCE));
        matrix = new AccessMatrix("archive", archive.address(), issuer);
    }

    @AfterAll
    static void stop() {
        archive.close();
        issuer.close();
    }

    @TestFactory
    Stream<DynamicTest> everybodyMayWhatTheirRoleSaysAndNoMore() {
        return Stream.concat(matrix.cells(ROWS).stream(), matrix.foreignOriginCells(ROWS).stream())
                .map(cell -> DynamicTest.dynamicTest(cell.name(), cell.check()::run));
    }

    @Test
    void everyEndpointIsInTheTableAndInThisTest() {
        assertThat(Mappings.of(archive.context())).isNotEmpty().allSatisfy(operation -> {
            String[] parts = operation.split(" ");
            assertThat(Endpoints.find(parts[0], parts[1])).as(operation).isPresent();
        });
        assertThat(Mappings.missingIn(ROWS, archive.context())).isEmpty();
    }

    @Test
    void aQueryIsItsCallersOwnAndAnOperatorSeesAll() throws Exception {
        String frodo = issuer.tokenOf("frodo", "analyst");
        HttpResponse<String> started = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(archive.address().resolve("/api/queries"))
                                .header("Content-Type", "application/json")
                                .header("Authorization", "Bearer " + frodo)
                                .POST(BodyPublishers.ofString("{\"sql\":\"select 1\"}"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String query = started.headers().firstValue("Location").orElseThrow();

        assertThat(matrix.ask("GET", query, frodo).status()).isEqualTo(200);
        assertThat(matrix.ask("GET", query, issuer.tokenOf("gollum", "analyst")).status())
                .isEqualTo(404);
        assertThat(matrix.ask("DELETE", query, issuer.tokenOf("gollum", "analyst"))
                        .status())
                .isEqualTo(404);
        assertThat(matrix.ask("GET", query, issuer.tokenOf("gandalf", "operator"))
                        .status())
                .isEqualTo(200);
    }
}
