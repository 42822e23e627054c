package com.wildrydes.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.oidc.OidcServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signing in, what a session is good for, and how it ends; against a real issuer, over plain HTTP. */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up before the tests.
class SignInIT {

    static final String KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    static final String OTHER_KEY = "ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

    private static OidcServer oidc;
    private static DemoServices services;
    private final List<DashboardServer> servers = new ArrayList<>();
    private final FormBrowser browser = new FormBrowser();

    @BeforeAll
    static void startTheIssuer() throws IOException {
        oidc = OidcServer.start();
        services = new DemoServices();
    }

    @AfterAll
    static void stopTheIssuer() {
        oidc.close();
        services.close();
    }

    @AfterEach
    void stop() {
        servers.forEach(DashboardServer::close);
    }

    /** A dashboard at which people sign in; further settings go before those. */
    static String[] signIn(OidcServer oidc, DemoServices services, String... more) {
        Map<String, String> settings = new LinkedHashMap<>();
        Stream.of(
                        Stream.of(services.settings()),
                        Stream.of(
                                "wildrydes.access.mode=sign-in",
                                "wildrydes.access.issuer=" + oidc.issuer(),
                                "wildrydes.access.audience=" + OidcServer.AUDIENCE,
                                "wildrydes.access.session-keys=" + KEY,
                                "wildrydes.access.sign-in.client-secret=" + OidcServer.DASHBOARD_SECRET),
                        Stream.of(more))
                .flatMap(all -> all)
                .forEach(setting -> settings.put(setting.substring(0, setting.indexOf('=')), setting));
        return settings.values().toArray(String[]::new);
    }

    /** Lets the issuer send browsers back to this dashboard. */
    static void register(OidcServer oidc, DashboardServer server) {
        oidc.allowRedirect(server.http("/sign-in/callback"));
        oidc.allowAfterSignOut(server.http("/"));
    }

    private DashboardServer start(String... more) {
        DashboardServer server = new DashboardServer(signIn(oidc, services, more));
        servers.add(server);
        register(oidc, server);
        return server;
    }

    private static String origin(DashboardServer server) {
        return server.http("").toString();
    }

    private JsonNode me(DashboardServer server, FormBrowser who) throws Exception {
        HttpResponse<String> response = who.get(server.http("/api/me"));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Cache-Control"))
                .hasValueSatisfying(value -> assertThat(value).contains("no-store"));
        return JsonMapper.shared().readTree(response.body());
    }

    private HttpResponse<String> startUnicorns(DashboardServer server, String... headers) throws Exception {
        String[] all = Stream.concat(
                        Stream.of("Content-Type", "application/json", "Origin", origin(server)), Stream.of(headers))
                .toArray(String[]::new);
        return browser.send("POST", server.http("/api/unicorns"), "{\"count\":1}", all);
    }

    @Test
    void tellsWhoSignedIn() throws Exception {
        DashboardServer server = start();
        assertThat(me(server, browser).toString())
                .isEqualTo("{\"name\":null,\"roles\":[],\"guest\":false,\"signIn\":true,\"ended\":false,\"csrf\":null,"
                        + "\"endsAt\":null,\"renewInSeconds\":null}");

        HttpResponse<String> end = browser.signIn(server.http("/sign-in?return=%2F%23archive"), "analyst");

        assertThat(end.statusCode()).isEqualTo(200);
        assertThat(browser.visited).last().isEqualTo(server.http("/#archive"));
        JsonNode me = me(server, browser);
        assertThat(me.get("name").stringValue()).isEqualTo("analyst");
        assertThat(me.get("roles").toString()).isEqualTo("[\"viewer\",\"analyst\"]");
        assertThat(me.get("csrf").stringValue()).hasSize(32);
        assertThat(me.get("endsAt").stringValue()).isNotEmpty();
        assertThat(me.get("renewInSeconds").doubleValue()).isBetween(0.0, 240.0);
        assertThat(browser.get(server.http("/api/positions")).statusCode()).isEqualTo(200);
    }

    @Test
    void asksTheIssuerWithProofKeyNonceAndState() throws Exception {
        DashboardServer server = start();

        HttpResponse<String> response = browser.get(server.http("/sign-in"));

        String location = response.headers().firstValue("Location").orElseThrow();
        assertThat(location)
                .startsWith(oidc.issuer() + "/oauth2/authorize?")
                .contains("response_type=code", "code_challenge=", "code_challenge_method=S256", "nonce=", "state=")
                .doesNotContain("code_verifier");
        assertThat(browser.received)
                .singleElement()
                .satisfies(cookie -> assertThat(cookie)
                        .startsWith("__Host-wildrydes-sign-in-")
                        .contains("; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=600"));
    }

    @Test
    void keepsTheSessionInCookiesThatNoScriptReads() throws Exception {
        DashboardServer server = start();
        browser.signIn(server.http("/sign-in"), "viewer");

        assertThat(browser.cookies.keySet())
                .filteredOn(name -> name.startsWith("__Host-"))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("__Host-wildrydes-session."));
        assertThat(browser.received)
                .filteredOn(cookie -> cookie.startsWith("__Host-wildrydes-session"))
                .isNotEmpty()
                .allSatisfy(cookie -> assertThat(cookie)
                        .endsWith("; Path=/; Secure; HttpOnly; SameSite=Lax")
                        .hasSizeLessThan(4096));
        assertThat(browser.received).noneMatch(cookie -> cookie.contains("JSESSIONID"));
    }

    @Test
    void leadsToNoOtherSiteAfterTheSignIn() throws Exception {
        DashboardServer server = start();

        browser.signIn(server.http("/sign-in?return=https%3A%2F%2Fevil.example"), "viewer");

        assertThat(browser.visited).last().isEqualTo(server.http("/"));
    }

    @Test
    void relaysTheTokenAndNeverTheCookie() throws Exception {
        DashboardServer server = start();
        browser.signIn(server.http("/sign-in"), "operator");
        String csrf = browser.csrf(server.http("/api/me"));

        assertThat(startUnicorns(server, "X-CSRF-Token", csrf).statusCode()).isEqualTo(201);

        assertThat(services.lastHeader("Authorization"))
                .singleElement()
                .asString()
                .startsWith("Bearer ey");
        assertThat(services.lastHeader("Cookie")).isEmpty();
        assertThat(browser.get(server.http("/api-docs/producer-service")).statusCode())
                .isEqualTo(200);
        assertThat(services.lastHeader("Cookie")).isEmpty();
    }

    @Test
    void changesNothingForASessionWithoutItsCsrfToken() throws Exception {
        DashboardServer server = start();
        browser.signIn(server.http("/sign-in"), "operator");
        FormBrowser other = new FormBrowser();
        other.signIn(server.http("/sign-in"), "operator");

        assertThat(startUnicorns(server))
                .satisfies(refused -> assertThat(refused.statusCode()).isEqualTo(403))
                .satisfies(refused -> assertThat(refused.body()).contains("X-CSRF-Token"));
        assertThat(startUnicorns(server, "X-CSRF-Token", "").statusCode()).isEqualTo(403);
        assertThat(startUnicorns(server, "X-CSRF-Token", other.csrf(server.http("/api/me")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.send("POST", server.http("/sign-out"), "").statusCode())
                .isEqualTo(403);
        assertThat(me(server, browser).get("name").stringValue()).isEqualTo("operator");
    }

    @Test
    void asksABearerForNoCsrfToken() throws Exception {
        DashboardServer server = start();

        assertThat(startUnicorns(server, "Authorization", "Bearer " + oidc.token("operator"))
                        .statusCode())
                .isEqualTo(201);
        assertThat(services.lastHeader("Authorization")).hasSize(1);
    }

    @Test
    void refusesWhatTheRoleMayNot() throws Exception {
        DashboardServer server = start();
        browser.signIn(server.http("/sign-in"), "viewer");
        String csrf = browser.csrf(server.http("/api/me"));

        HttpResponse<String> refused = startUnicorns(server, "X-CSRF-Token", csrf);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("operator");
        assertThat(browser.get(server.http("/api/reports")).statusCode()).isEqualTo(403);
    }

    @Test
    void letsSomebodyWithoutARoleSeeNothingButWhoTheyAre() throws Exception {
        DashboardServer server = start();
        browser.signIn(server.http("/sign-in"), "stranger");

        assertThat(me(server, browser).get("name").stringValue()).isEqualTo("stranger");
        assertThat(me(server, browser).get("roles").isEmpty()).isTrue();
        assertThat(browser.get(server.http("/api/positions")).statusCode()).isEqualTo(403);
    }

    @Test
    void goesOnAtAnyReplicaWithTheSameKey() throws Exception {
        DashboardServer one = start();
        browser.signIn(one.http("/sign-in"), "viewer");
        DashboardServer other = start();
        DashboardServer newerKey = start("wildrydes.access.session-keys=" + OTHER_KEY + ',' + KEY);
        DashboardServer otherKey = start("wildrydes.access.session-keys=" + OTHER_KEY);

        assertThat(browser.get(other.http("/api/positions")).statusCode()).isEqualTo(200);
        assertThat(browser.get(newerKey.http("/api/positions")).statusCode()).isEqualTo(200);
        assertThat(browser.get(otherKey.http("/api/positions")).statusCode()).isEqualTo(401);
        assertThat(me(otherKey, browser).get("name").isNull()).isTrue();
    }

    @Test
    void beginsASignInAtOneReplicaAndEndsItAtAnother() throws Exception {
        DashboardServer one = start();
        DashboardServer other = start("wildrydes.access.sign-in.address=http://127.0.0.1:" + one.port());
        HttpResponse<String> begun = browser.get(other.http("/sign-in"), "Accept", "text/html");
        assertThat(begun.headers().firstValue("Location").orElseThrow())
                .contains("redirect_uri=http://127.0.0.1:" + one.port() + "/sign-in/callback");
        FormBrowser sameBrowser = browser;

        HttpResponse<String> end = sameBrowser.signIn(
                URI.create(begun.headers().firstValue("Location").orElseThrow()), "viewer");

        assertThat(end.uri()).isEqualTo(one.http("/"));
        assertThat(me(one, browser).get("name").stringValue()).isEqualTo("viewer");
    }

    @Test
    void takesAChangedCookieForNone() throws Exception {
        DashboardServer server = start();
        browser.signIn(server.http("/sign-in"), "viewer");
        browser.cookies.replaceAll((name, value) -> name.startsWith("__Host-wildrydes-session.0")
                ? value.substring(0, value.length() - 9) + "AAAAAAAAA"
                : value);

        assertThat(browser.get(server.http("/api/positions")).statusCode()).isEqualTo(401);
        assertThat(me(server, browser).get("name").isNull()).isTrue();
        assertThat(browser.get(server.http("/")).statusCode()).isEqualTo(200);
    }

    @Test
    void renewsTheTokenShortlyBeforeItsEnd() throws Exception {
        DashboardServer server = start();
        browser.signIn(server.http("/sign-in"), "viewer");
        JsonNode before = me(server, browser);
        String session = browser.cookieHeader();
        server.moveClock(Duration.ofSeconds(250));

        JsonNode after = me(server, browser);

        assertThat(browser.cookieHeader()).isNotEqualTo(session);
        assertThat(after.get("endsAt").stringValue())
                .isGreaterThan(before.get("endsAt").stringValue());
        assertThat(after.get("csrf")).as("other tabs know the old one").isEqualTo(before.get("csrf"));
        assertThat(browser.get(server.http("/api/positions")).statusCode()).isEqualTo(200);
    }

    @Test
    void signsNobodyOutWhenTabsAndReplicasRenewAtOnce() throws Exception {
        DashboardServer one = start();
        DashboardServer other = start();
        browser.signIn(one.http("/sign-in"), "viewer");
        FormBrowser secondTab = browser.copy();
        FormBrowser thirdTab = browser.copy();
        one.moveClock(Duration.ofSeconds(250));
        other.moveClock(Duration.ofSeconds(250));

        assertThat(me(one, browser).get("name").stringValue()).isEqualTo("viewer");
        assertThat(me(one, secondTab).get("name").stringValue()).isEqualTo("viewer");
        assertThat(me(other, thirdTab).get("name").stringValue()).isEqualTo("viewer");

        assertThat(browser.received).anyMatch(cookie -> cookie.startsWith("__Host-wildrydes-session"));
        assertThat(secondTab.received).as("the same replica remembers").isNotEmpty();
        assertThat(thirdTab.received)
                .as("the issuer takes a refresh token once; whoever comes too late changes nothing")
                .isEmpty();
    }

    @Test
    void saysThatASessionIsOverWhenItCannotBeRenewed() throws Exception {
        DashboardServer one = start();
        browser.signIn(one.http("/sign-in"), "viewer");
        FormBrowser late = browser.copy();
        one.moveClock(Duration.ofSeconds(250));
        me(one, browser);
        DashboardServer other = start();
        other.moveClock(Duration.ofSeconds(301));

        JsonNode me = me(other, late);

        assertThat(me.get("name").isNull()).isTrue();
        assertThat(me.get("ended").booleanValue()).isTrue();
        assertThat(late.received)
                .as("a cookie that another tab got meanwhile stays")
                .isEmpty();
        assertThat(late.get(other.http("/api/positions")).statusCode()).isEqualTo(401);
    }

    @Test
    void endsASessionAfterItsLength() throws Exception {
        DashboardServer server = start("wildrydes.access.sign-in.session-length=2m");
        browser.signIn(server.http("/sign-in"), "viewer");
        assertThat(browser.get(server.http("/api/positions")).statusCode()).isEqualTo(200);

        server.moveClock(Duration.ofMinutes(2));

        assertThat(browser.get(server.http("/api/positions")).statusCode()).isEqualTo(401);
    }

    @Test
    void signsOutHereAndAtTheIssuer() throws Exception {
        DashboardServer server = start();
        browser.signIn(server.http("/sign-in"), "viewer");
        FormBrowser thief = browser.copy();
        String csrf = browser.csrf(server.http("/api/me"));

        HttpResponse<String> out = browser.send("POST", server.http("/sign-out"), "", "X-CSRF-Token", csrf);

        assertThat(out.statusCode()).isEqualTo(200);
        assertThat(browser.cookies.keySet()).noneMatch(name -> name.startsWith("__Host-"));
        String location =
                JsonMapper.shared().readTree(out.body()).get("location").stringValue();
        assertThat(URLDecoder.decode(location, StandardCharsets.UTF_8))
                .startsWith(oidc.issuer() + "/connect/logout?client_id=wildrydes-dashboard&")
                .contains("post_logout_redirect_uri=" + server.http("/"), "id_token_hint=ey");
        HttpResponse<String> end = browser.follow(browser.get(URI.create(location), "Accept", "text/html"));
        assertThat(end.uri()).isEqualTo(server.http("/"));
        HttpResponse<String> again = browser.follow(browser.get(server.http("/sign-in"), "Accept", "text/html"));
        assertThat(again.uri().getPath()).as("the issuer asks again").isEqualTo("/login");
        server.moveClock(Duration.ofSeconds(250));
        me(server, thief);
        assertThat(thief.received).as("a copy of the cookie is renewed no more").isEmpty();
        server.moveClock(Duration.ofSeconds(51));
        assertThat(me(server, thief).get("ended").booleanValue())
                .as("and is worth nothing once its token has ended")
                .isTrue();
    }

    @Test
    void saysWhatWentWrongOnThePage() throws Exception {
        DashboardServer server = start();

        HttpResponse<String> unknown = browser.get(server.http("/sign-in/callback?code=x&state=y"));
        assertThat(unknown.headers().firstValue("Location").orElseThrow()).endsWith("/?sign-in=lost");

        String location = browser.get(server.http("/sign-in"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String state = URI.create(location).getRawQuery().replaceAll(".*state=([^&]+).*", "$1");
        HttpResponse<String> denied = browser.get(server.http("/sign-in/callback?error=access_denied&state=" + state));
        assertThat(denied.headers().firstValue("Location").orElseThrow()).endsWith("/?sign-in=denied");

        String second = browser.get(server.http("/sign-in"))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        String secondState = URI.create(second).getRawQuery().replaceAll(".*state=([^&]+).*", "$1");
        HttpResponse<String> foreign = browser.get(server.http("/sign-in/callback?code=stolen&state=" + secondState));
        assertThat(foreign.headers().firstValue("Location").orElseThrow()).endsWith("/?sign-in=failed");
        assertThat(me(server, browser).get("name").isNull()).isTrue();
    }

    @Test
    void startsWhileTheIssuerIsAwayAndSaysSo() throws Exception {
        OidcServer late = OidcServer.start();
        int port = late.port();
        late.close();
        DashboardServer server =
                new DashboardServer(signIn(oidc, services, "wildrydes.access.issuer=" + late.issuer()));
        servers.add(server);

        HttpResponse<String> away = browser.get(server.http("/sign-in"));
        assertThat(away.headers().firstValue("Location").orElseThrow()).endsWith("/?sign-in=away");

        try (OidcServer back = OidcServer.start(port)) {
            register(back, server);
            browser.signIn(server.http("/sign-in"), "viewer");
            assertThat(me(server, browser).get("name").stringValue()).isEqualTo("viewer");
        }
    }

    @Test
    void letsGuestsLookAndNothingElse() throws Exception {
        DashboardServer server = start("wildrydes.access.guests=true");

        assertThat(me(server, browser).get("guest").booleanValue()).isTrue();
        assertThat(me(server, browser).get("roles").toString()).isEqualTo("[\"viewer\"]");
        assertThat(browser.get(server.http("/api/positions")).statusCode()).isEqualTo(200);
        assertThat(startUnicorns(server).statusCode()).isEqualTo(401);
        assertThat(browser.get(server.http("/api/reports")).statusCode()).isEqualTo(401);
        TestSocket.openWith(server.webSocket(), "Origin", origin(server))
                .messages()
                .next();
        assertThat(refusal(server)).contains("403");
    }

    @Test
    void asksNobodyWhoTheyAreWhereEverythingIsOpen() throws Exception {
        DashboardServer server = new DashboardServer(services.settings());
        servers.add(server);

        JsonNode me = me(server, browser);

        assertThat(me.get("signIn").booleanValue()).isFalse();
        assertThat(me.get("roles").toString()).isEqualTo("[\"viewer\",\"analyst\",\"operator\",\"device\"]");
        assertThat(browser.get(server.http("/sign-in")).statusCode()).isEqualTo(404);
    }

    private String refusal(DashboardServer server, String... headers) {
        try {
            TestSocket.openWith(server.webSocket(), headers);
            return "opened";
        } catch (CompletionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            return cause instanceof java.net.http.WebSocketHandshakeException refused
                    ? String.valueOf(refused.getResponse().statusCode())
                    : cause.toString();
        }
    }

    @Test
    void opensTheWebSocketToViewersFromThisSiteOnly() throws Exception {
        DashboardServer server = start();
        browser.signIn(server.http("/sign-in"), "viewer");
        String cookie = browser.cookieHeader();

        TestSocket.openWith(server.webSocket(), "Cookie", cookie, "Origin", origin(server))
                .messages()
                .next();
        TestSocket.openWith(server.webSocket(), "Authorization", "Bearer " + oidc.token("viewer"))
                .messages()
                .next();
        assertThat(refusal(server, "Cookie", cookie, "Origin", "https://evil.example"))
                .isEqualTo("403");
        assertThat(refusal(server, "Cookie", cookie, "Origin", oidc.issuer())).isEqualTo("403");
        assertThat(refusal(server, "Cookie", cookie)).isEqualTo("403");
        assertThat(refusal(server, "Origin", origin(server))).isEqualTo("401");
        assertThat(refusal(server, "Authorization", "Bearer " + oidc.token("stranger")))
                .isEqualTo("403");
        assertThat(refusal(server, "Authorization", "Bearer " + oidc.deviceToken()))
                .isEqualTo("403");
    }

    @Test
    void closesTheWebSocketWhenTheTokenEnds() throws Exception {
        DashboardServer server = start();

        TestSocket.Opened opened = TestSocket.openWith(
                server.webSocket(), "Authorization", "Bearer " + oidc.token(Duration.ofSeconds(3), "viewer"));

        opened.messages().next();
        assertThat(opened.messages().closed.get(30, TimeUnit.SECONDS)).isEqualTo(4401);
    }

    @Test
    void limitsTheWebSocketsOfOneCaller() throws Exception {
        DashboardServer server = start("wildrydes.dashboard.live.max-sessions-per-caller=1");
        String viewer = "Bearer " + oidc.token("viewer");
        TestSocket.openWith(server.webSocket(), "Authorization", viewer)
                .messages()
                .next();

        TestSocket.Opened second = TestSocket.openWith(server.webSocket(), "Authorization", viewer);
        assertThat(second.messages().closed.get(20, TimeUnit.SECONDS)).isEqualTo(1013);
        assertThat(second.messages().closeReason.get(20, TimeUnit.SECONDS)).startsWith("One caller may have 1");
        TestSocket.openWith(server.webSocket(), "Authorization", "Bearer " + oidc.token("operator"))
                .messages()
                .next();
    }

    @Test
    void stopsTheStartWithoutAKey() {
        assertThatThrownBy(() -> start("wildrydes.access.session-keys="))
                .rootCause()
                .hasMessageContaining("wildrydes.access.session-keys must hold at least one key")
                .hasMessageContaining("openssl rand -base64 32");
    }
}
