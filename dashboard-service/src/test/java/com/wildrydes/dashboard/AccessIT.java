package com.wildrydes.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.access.Endpoints;
import com.wildrydes.oidc.AccessMatrix;
import com.wildrydes.oidc.Mappings;
import com.wildrydes.oidc.OidcServer;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Who may what at the door, each cell, with tokens; streams in memory stand below, and no service behind. */
@Timeout(180)
class AccessIT {

    private static final List<String> ROWS = List.of(
            "GET /api/positions viewer",
            "GET /api/positions/x viewer",
            "GET /api/map viewer",
            "GET /api/streams/x/tail analyst",
            "GET /api/me public",
            "GET / public",
            "GET /index.html public",
            "GET /apis.html public",
            "GET /horn.svg public",
            "GET /css/page.css public",
            "GET /js/main.js public",
            "GET /map/cities.json public",
            "GET /v3/api-docs viewer",
            "GET /actuator/health public",
            "GET /actuator/health/readiness public",
            "GET /actuator/prometheus operator");

    private static OidcServer issuer;
    private static DashboardServer door;
    private static AccessMatrix matrix;

    @BeforeAll
    static void start() {
        issuer = OidcServer.start();
        door = new DashboardServer(
                "wildrydes.access.mode=sign-in",
                "wildrydes.access.issuer=" + issuer.issuer(),
                "wildrydes.access.audience=" + OidcServer.AUDIENCE,
                "wildrydes.access.session-keys=" + SignInIT.KEY);
        matrix = new AccessMatrix("dashboard", door.http("/"), issuer);
    }

    @AfterAll
    static void stop() {
        door.close();
        issuer.close();
    }

    @TestFactory
    Stream<DynamicTest> everybodyMayWhatTheirRoleSaysAndNoMore() {
        return Stream.of(matrix.cells(ROWS), matrix.foreignOriginCells(ROWS), matrix.socketCells("/ws/fleet"))
                .flatMap(List::stream)
                .map(cell -> DynamicTest.dynamicTest(cell.name(), cell.check()::run));
    }

    /** What the server itself answers to what is no request, before anything of ours is asked. */
    @Test
    void theServerDoesNotSayWhatItIs() throws Exception {
        for (String request : List.of(
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")) {
            try (Socket socket = new Socket("127.0.0.1", door.port())) {
                socket.setSoTimeout(30_000);
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

                assertThat(answer).startsWith("HTTP/1.1 ").doesNotContain("Jetty", "jetty", "Exception", "Server:");
            }
        }
    }

    @Test
    void everyEndpointIsInTheTableAndInThisTest() {
        assertThat(Mappings.of(door.context())).isNotEmpty().allSatisfy(operation -> {
            String[] parts = operation.split(" ");
            assertThat(Endpoints.find(parts[0], parts[1])).as(operation).isPresent();
        });
        assertThat(Mappings.missingIn(ROWS, door.context())).isEmpty();
    }
}
