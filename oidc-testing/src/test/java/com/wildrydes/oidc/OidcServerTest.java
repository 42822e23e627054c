package com.wildrydes.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OidcServerTest {

    private static final URI BACK = URI.create("http://127.0.0.1:9/back");
    private static final String VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123456789";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private static OidcServer server;

    @BeforeAll
    static void start() {
        server = OidcServer.start();
        server.allowRedirect(BACK);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void signsWhatItGivesOutWithAKeyThatItPublishes() throws Exception {
        JWKSet keys = JWKSet.load(URI.create(server.issuer() + "/oauth2/jwks").toURL());

        for (String token : new String[] {server.token("viewer"), server.deviceToken()}) {
            SignedJWT jwt = SignedJWT.parse(token);

            var key = keys.getKeyByKeyId(jwt.getHeader().getKeyID()).toRSAKey();
            assertThat(jwt.verify(new RSASSAVerifier(key))).isTrue();
            assertThat(jwt.getJWTClaimsSet().getAudience()).containsExactly(OidcServer.AUDIENCE);
        }
    }

    @Test
    void letsAPersonSignInByItsFormAndGivesTheClientTheirRole() throws Exception {
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.UTF_8)));
        URI authorize = URI.create(server.issuer() + "/oauth2/authorize?response_type=code&client_id="
                + OidcServer.DASHBOARD_CLIENT + "&scope=openid%20profile&state=s&redirect_uri="
                + encoded(BACK.toString())
                + "&code_challenge_method=S256&code_challenge=" + challenge);

        HttpResponse<String> asked = get(browser, authorize);
        assertThat(asked.headers().firstValue("Location").orElse("")).endsWith("/login");
        HttpResponse<String> form = get(browser, URI.create(server.issuer() + "/login"));
        Matcher csrf = CSRF.matcher(form.body());
        assertThat(csrf.find()).as(form.body()).isTrue();
        HttpResponse<String> signedIn = post(
                browser,
                URI.create(server.issuer() + "/login"),
                "username=analyst&password=analyst&_csrf=" + encoded(csrf.group(1)),
                null);
        HttpResponse<String> back = get(
                browser, URI.create(signedIn.headers().firstValue("Location").orElseThrow()));
        String code = back.headers().firstValue("Location").orElseThrow().replaceFirst(".*[?&]code=([^&]+).*", "$1");
        HttpResponse<String> tokens = post(
                browser,
                URI.create(server.issuer() + "/oauth2/token"),
                "grant_type=authorization_code&code=" + code + "&redirect_uri=" + encoded(BACK.toString())
                        + "&code_verifier=" + VERIFIER,
                OidcServer.DASHBOARD_CLIENT + ":" + OidcServer.DASHBOARD_SECRET);

        assertThat(tokens.statusCode()).as(tokens.body()).isEqualTo(200);
        var answer = com.nimbusds.jose.util.JSONObjectUtils.parse(tokens.body());
        assertThat(answer).containsKeys("refresh_token", "id_token");
        var claims = SignedJWT.parse(String.valueOf(answer.get("access_token"))).getJWTClaimsSet();
        assertThat(claims.getStringListClaim("roles")).containsExactly("analyst");
        assertThat(claims.getSubject()).isEqualTo("analyst");
    }

    private static HttpResponse<String> get(HttpClient browser, URI address) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(address).header("Accept", "text/html").build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> post(HttpClient browser, URI address, String form, @Nullable String credentials)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        if (credentials != null) {
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
