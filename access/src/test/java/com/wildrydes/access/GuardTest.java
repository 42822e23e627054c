package com.wildrydes.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.wildrydes.oidc.OidcServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A guarded service and its issuer, over real HTTP. */
class GuardTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static OidcServer issuer;
    private static ConfigurableApplicationContext service;

    @BeforeAll
    static void start() {
        issuer = OidcServer.start();
        service = GuardedApplication.start(settings(issuer, "wildrydes.access.limits.ingest-per-second=5"));
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
    }

    private static String[] settings(OidcServer issuer, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "wildrydes.access.issuer=" + issuer.issuer();
        all[1] = "wildrydes.access.audience=" + OidcServer.AUDIENCE;
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }

    private static HttpResponse<String> ask(
            ConfigurableApplicationContext of, String method, String path, String token, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + of.getEnvironment().getProperty("local.server.port") + path))
                .timeout(Duration.ofSeconds(30))
                .method(method, BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("The service must answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("Interrupted", e);
        }
    }

    private static int statusOf(String token) {
        return ask(service, "GET", "/api/alerts", token).statusCode();
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return issuer.signed(claims.build());
    }

    private static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }

    @Test
    void theCallerIsTheTokensSubject() {
        assertThat(ask(service, "GET", "/api/alerts", issuer.tokenOf("frodo", "viewer"))
                        .body())
                .isEqualTo("{\"caller\":\"frodo\"}");
    }

    @Test
    void takesATokenAsCognitoWritesIt() {
        JWTClaimsSet.Builder cognito = issuer.claims()
                .audience((String) null)
                .claim("roles", null)
                .claim("token_use", "access")
                .claim("client_id", OidcServer.AUDIENCE)
                .claim("cognito:groups", List.of("viewer"));

        assertThat(statusOf(signed(cognito))).isEqualTo(200);
        assertThat(statusOf(signed(cognito.claim("client_id", "another")))).isEqualTo(401);
        assertThat(statusOf(
                        signed(cognito.claim("client_id", OidcServer.AUDIENCE).claim("token_use", "id"))))
                .isEqualTo(401);
    }

    @Test
    void takesNoTokenThatIsForAnotherServiceOrOfAnotherIssuer() {
        assertThat(statusOf(issuer.wrongAudienceToken("operator"))).isEqualTo(401);
        assertThat(statusOf(issuer.foreignIssuerToken("operator"))).isEqualTo(401);
        assertThat(statusOf(issuer.forgedToken("operator"))).isEqualTo(401);
        assertThat(statusOf(issuer.forgedToken("operator"))).isEqualTo(401); // whose keys are not looked for again
    }

    @Test
    void takesNoTokenThatIsNobodys() {
        assertThat(statusOf(signed(issuer.claims("operator").subject(null)))).isEqualTo(401);
    }

    @Test
    void clocksMayDifferByAMinute() {
        assertThat(statusOf(signed(issuer.claims("viewer")
                        .issueTime(in(Duration.ofMinutes(-9)))
                        .notBeforeTime(null)
                        .expirationTime(in(Duration.ofSeconds(-40))))))
                .isEqualTo(200);
        assertThat(statusOf(signed(issuer.claims("viewer")
                        .issueTime(in(Duration.ofMinutes(-9)))
                        .notBeforeTime(null)
                        .expirationTime(in(Duration.ofSeconds(-80))))))
                .isEqualTo(401);
        assertThat(statusOf(signed(issuer.claims("viewer").notBeforeTime(in(Duration.ofSeconds(40))))))
                .isEqualTo(200);
        assertThat(statusOf(signed(issuer.claims("viewer").notBeforeTime(in(Duration.ofSeconds(80))))))
                .isEqualTo(401);
        assertThat(statusOf(signed(issuer.claims("viewer").expirationTime(null))))
                .isEqualTo(401);
    }

    @Test
    void takesNoTokenWhoseSignatureIsNoneOrASharedSecrets() throws Exception {
        JWTClaimsSet claims = issuer.claims("operator").build();
        SignedJWT shared = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        shared.sign(new MACSigner(new byte[32]));

        assertThat(statusOf(new PlainJWT(claims).serialize())).isEqualTo(401);
        assertThat(statusOf(shared.serialize())).isEqualTo(401);
        String token = issuer.token("operator");
        assertThat(statusOf(token.substring(0, token.lastIndexOf('.') + 1))).isEqualTo(401);
    }

    @Test
    void aTokenInTheAddressOpensNothing() {
        HttpResponse<String> answer = ask(service, "GET", "/api/alerts?access_token=" + issuer.token("viewer"), "");

        assertThat(answer.statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAsAProblemThatSaysNothingOfItsInsides() {
        HttpResponse<String> nobody = ask(service, "GET", "/api/alerts", "");
        HttpResponse<String> viewer = ask(service, "POST", "/api/queries", issuer.token("viewer"));
        HttpResponse<String> broken = ask(service, "GET", "/api/queries/broken", issuer.token("analyst"));

        assertThat(nobody.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(nobody.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(viewer.statusCode()).isEqualTo(403);
        assertThat(viewer.body()).contains("role analyst");
        assertThat(broken.statusCode()).isEqualTo(500);
        assertThat(List.of(nobody, viewer, broken)).allSatisfy(answer -> {
            assertThat(answer.headers().firstValue("Server")).isEmpty();
            assertThat(answer.headers().firstValue("X-Powered-By")).isEmpty();
            assertThat(answer.body()).doesNotContain("secret-in-a-message", "Exception", "trace", "Tomcat", "at com.");
        });
    }

    @Test
    void browsersAreToldToKeepAnswersToThemselves() {
        HttpResponse<String> plain = ask(service, "GET", "/api/alerts", issuer.token("viewer"));
        HttpResponse<String> behindTls =
                ask(service, "GET", "/api/alerts", issuer.token("viewer"), "X-Forwarded-Proto", "https");

        assertThat(plain.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(plain.headers().firstValue("X-Frame-Options")).contains("DENY");
        assertThat(plain.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(plain.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(behindTls.headers().firstValue("Strict-Transport-Security").orElse(""))
                .contains("max-age=31536000");
        assertThat(plain.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aCallerWhoAsksTooMuchIsToldWhenToComeAgain() {
        String eager = issuer.signed(issuer.claims("device").subject("eager").build());
        HttpResponse<String> refused = ask(service, "POST", "/api/telemetry", eager);
        for (int i = 0; i < 100 && refused.statusCode() == 200; i++) {
            refused = ask(service, "POST", "/api/telemetry", eager);
        }

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).contains("wildrydes.access.limits.ingest-per-second");
        assertThat(ask(service, "POST", "/api/telemetry", issuer.deviceToken()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void noQuestionIsLargerThanAnyNeedBe() throws Exception {
        byte[] most = new byte[BodyLimitFilter.LARGEST_BYTES];
        byte[] more = new byte[BodyLimitFilter.LARGEST_BYTES + 1];

        assertThat(post(BodyPublishers.ofByteArray(most))).isEqualTo(200);
        assertThat(post(BodyPublishers.ofByteArray(more))).isEqualTo(413);
        // Without a length, in chunks.
        assertThat(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(most))))
                .isEqualTo(200);
        assertThat(post(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(more))))
                .isEqualTo(413);
    }

    private static int post(HttpRequest.BodyPublisher body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                        + service.getEnvironment().getProperty("local.server.port") + "/api/queries"))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + issuer.token("analyst"))
                .header("Content-Type", "application/octet-stream")
                .POST(body)
                .build();
        return HTTP.send(request, BodyHandlers.ofString()).statusCode();
    }

    /** What the server itself answers to what is no request, before anything of ours is asked. */
    @Test
    void theServerDoesNotSayWhatItIs() throws Exception {
        try (Socket socket = new Socket(
                "127.0.0.1", service.getEnvironment().getRequiredProperty("local.server.port", Integer.class))) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("GET /\u0001 HTTP/1.1\r\nHost: a b\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("Tomcat", "Exception", "Server:");
        }
    }

    @Test
    void guestsMayLookAndNothingElse() {
        try (ConfigurableApplicationContext open =
                GuardedApplication.start(settings(issuer, "wildrydes.access.guests=true"))) {
            assertThat(ask(open, "GET", "/api/alerts", "").body()).isEqualTo("{\"caller\":\"nobody\"}");
            assertThat(ask(open, "POST", "/api/queries", "").statusCode()).isEqualTo(401);
            assertThat(ask(open, "POST", "/api/telemetry", "").statusCode()).isEqualTo(401);
            assertThat(ask(open, "DELETE", "/api/unicorns", "").statusCode()).isEqualTo(401);
            assertThat(ask(open, "GET", "/nothing", "").statusCode()).isEqualTo(401);
            // A token that does not count makes no guest.
            assertThat(ask(open, "GET", "/api/alerts", issuer.expiredToken("viewer"))
                            .statusCode())
                    .isEqualTo(401);
            // Somebody without a role sees no less than nobody.
            assertThat(ask(open, "GET", "/api/alerts", issuer.token()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whereAllIsOpenOnlyAnotherSitesPageIsRefused() {
        try (ConfigurableApplicationContext open = GuardedApplication.start("wildrydes.access.mode=open")) {
            assertThat(ask(open, "POST", "/api/queries", "").statusCode()).isEqualTo(200);
            assertThat(ask(open, "POST", "/api/queries", "", "Origin", "https://evil.example.com")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(ask(open, "GET", "/api/alerts", "whatever").body()).isEqualTo("{\"caller\":\"\"}");
        }
    }

    @Test
    void aServiceWithoutAnIssuerDoesNotStart() {
        assertThatThrownBy(() -> GuardedApplication.start().close())
                .rootCause()
                .hasMessageContaining("wildrydes.access.issuer must be set")
                .hasMessageContaining("wildrydes.access.mode=open");
    }

    @Test
    void startsWithoutItsIssuerAndLetsNobodyInUntilItIsBack() {
        OidcServer gone = OidcServer.start();
        gone.close();
        try (ConfigurableApplicationContext waiting = GuardedApplication.start(settings(gone))) {
            HttpResponse<String> away = ask(waiting, "GET", "/api/alerts", gone.token("viewer"));
            assertThat(away.statusCode()).isEqualTo(503);
            assertThat(away.headers().firstValue("Retry-After")).contains("5");
            assertThat(away.headers().firstValue("Content-Type")).contains("application/problem+json");
            // Who brings no token, or another issuer's, need not wait for the issuer.
            assertThat(ask(waiting, "GET", "/api/alerts", "").statusCode()).isEqualTo(401);
            assertThat(ask(waiting, "GET", "/api/alerts", gone.foreignIssuerToken("viewer"))
                            .statusCode())
                    .isEqualTo(401);

            try (OidcServer back = OidcServer.start(gone.port())) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> ask(waiting, "GET", "/api/alerts", back.token("viewer"))
                                        .statusCode()
                                == 200);
            }
        }
    }
}
