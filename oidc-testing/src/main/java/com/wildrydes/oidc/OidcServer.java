package com.wildrydes.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.DispatcherType;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;
import org.springframework.web.servlet.DispatcherServlet;

/**
 * An OpenID Connect server on a free port of this machine. People sign in as {@code viewer}, {@code analyst}, {@code operator}
 * and {@code stranger} (who has no role), each with the name as the password, or {@link #token} gives what they would get.
 * Thread-safe.
 */
public final class OidcServer implements AutoCloseable {

    /** Who the tokens are for: {@code wildrydes.access.audience}. */
    public static final String AUDIENCE = "wildrydes";

    /** Authorization code with PKCE and refresh; confidential. */
    public static final String DASHBOARD_CLIENT = "wildrydes-dashboard";

    public static final String DASHBOARD_SECRET = "dashboard-secret";

    /** Client credentials, with the scope {@link #DEVICE_SCOPE}. */
    public static final String DEVICE_CLIENT = "wildrydes-device";

    public static final String DEVICE_SECRET = "device-secret";
    public static final String DEVICE_SCOPE = "wildrydes/device";

    private static final Duration LIFETIME = Duration.ofMinutes(5);

    private final Tomcat tomcat;
    private final Issuer issuer;
    private final Clients clients;

    /** @param key whose public half the server publishes */
    record Issuer(String address, RSAKey key) {}

    private OidcServer(Tomcat tomcat, Issuer issuer, Clients clients) {
        this.tomcat = tomcat;
        this.issuer = issuer;
        this.clients = clients;
    }

    /** Starts on a free port; ready when this returns. */
    public static OidcServer start() {
        return start(freePort());
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts on a port that is free, so that an issuer can come back to where it was. */
    public static OidcServer start(int port) {
        Issuer issuer = new Issuer("http://127.0.0.1:" + port, newKey());
        Clients clients = new Clients();
        AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
        spring.register(ServerConfiguration.class);
        spring.addBeanFactoryPostProcessor(beans -> {
            beans.registerSingleton("issuer", issuer);
            beans.registerSingleton("clients", clients);
        });
        Tomcat tomcat = new Tomcat();
        tomcat.setSilent(true);
        tomcat.setBaseDir(emptyFolder());
        Connector connector = new Connector();
        connector.setPort(port);
        connector.setProperty("address", "127.0.0.1");
        tomcat.setConnector(connector);
        tomcat.getHost().setAutoDeploy(false);
        Context context = tomcat.addContext("", new File(".").getAbsolutePath());
        context.setSessionCookieName("OIDCSESSION"); // a port does not part cookies, a name does
        context.addServletContainerInitializer(
                (types, servlets) -> {
                    var dispatcher = servlets.addServlet("dispatcher", new DispatcherServlet(spring));
                    dispatcher.setLoadOnStartup(1);
                    dispatcher.addMapping("/");
                    DelegatingFilterProxy security = new DelegatingFilterProxy("springSecurityFilterChain");
                    security.setContextAttribute(DispatcherServlet.SERVLET_CONTEXT_PREFIX + "dispatcher");
                    servlets.addFilter("security", security)
                            .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
                },
                null);
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new IllegalStateException("The OpenID Connect server must start on port " + port, e);
        }
        return new OidcServer(tomcat, issuer, clients);
    }

    /** {@code wildrydes.access.issuer}. */
    public String issuer() {
        return issuer.address();
    }

    public int port() {
        return URI.create(issuer.address()).getPort();
    }

    /** Lets the dashboard send a browser back to this address, exactly, once it has signed in. */
    public void allowRedirect(URI address) {
        clients.allowRedirect(address);
    }

    /** Lets the dashboard send a browser back to this address, exactly, once it has signed out. */
    public void allowAfterSignOut(URI address) {
        clients.allowAfterSignOut(address);
    }

    /** How long access tokens are good that are given from now on by signing in; five minutes at first. */
    public void accessTokenLifetime(Duration lifetime) {
        clients.lifetime(lifetime);
    }

    /** The access token of a person who has these roles; the first is the person's name too. */
    public String token(String... roles) {
        return sign(claims(Instant.now(), roles).build(), issuer.key());
    }

    /** As {@link #token}, of a person of that name, so that two can have the same role. */
    public String tokenOf(String subject, String... roles) {
        return sign(claims(Instant.now(), roles).subject(subject).build(), issuer.key());
    }

    /** As {@link #token}, good for that long. */
    public String token(Duration lifetime, String... roles) {
        Instant now = Instant.now();
        return sign(
                claims(now, roles).expirationTime(Date.from(now.plus(lifetime))).build(), issuer.key());
    }

    /** The access token of a device, fetched as a device does. */
    public String deviceToken() {
        String credentials = Base64.getEncoder()
                .encodeToString((DEVICE_CLIENT + ":" + DEVICE_SECRET).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer() + "/oauth2/token"))
                .header("Authorization", "Basic " + credentials)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString("grant_type=client_credentials&scope=" + DEVICE_SCOPE))
                .build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(
                        "A device must get a token, but got " + answer.statusCode() + " " + answer.body());
            }
            return String.valueOf(
                    com.nimbusds.jose.util.JSONObjectUtils.parse(answer.body()).get("access_token"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.text.ParseException e) {
            throw new IllegalStateException("A token must come as JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Fetching a token was interrupted", e);
        }
    }

    /** One that ended two hours ago. */
    public String expiredToken(String... roles) {
        return sign(
                claims(Instant.now().minus(Duration.ofHours(2)).minus(LIFETIME), roles)
                        .build(),
                issuer.key());
    }

    /** One of an issuer that nobody here knows, signed with its own key. */
    public String foreignIssuerToken(String... roles) {
        return sign(
                claims(Instant.now(), roles).issuer("https://issuer.example").build(), newKey());
    }

    /** One that says it is of this issuer, but is signed with a key that is not the issuer's. */
    public String forgedToken(String... roles) {
        return sign(claims(Instant.now(), roles).build(), newKey());
    }

    /** One of this issuer, for another service. */
    public String wrongAudienceToken(String... roles) {
        return sign(claims(Instant.now(), roles).audience("another-service").build(), issuer.key());
    }

    /** Any claims, signed by this issuer. */
    public String signed(JWTClaimsSet claims) {
        return sign(claims, issuer.key());
    }

    /** What {@link #token} would sign, to change something in it. */
    public JWTClaimsSet.Builder claims(String... roles) {
        return claims(Instant.now(), roles);
    }

    private JWTClaimsSet.Builder claims(Instant now, String... roles) {
        return new JWTClaimsSet.Builder()
                .issuer(issuer.address())
                .subject(roles.length == 0 ? "stranger" : roles[0])
                .audience(AUDIENCE)
                .jwtID(UUID.randomUUID().toString())
                .claim("client_id", DASHBOARD_CLIENT)
                .claim("scope", "openid profile")
                .claim("roles", List.of(roles))
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFETIME)));
    }

    private static String sign(JWTClaimsSet claims, RSAKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A token must be signed", e);
        }
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("A key must be made", e);
        }
    }

    private static String emptyFolder() {
        try {
            Path folder = Files.createTempDirectory("oidc");
            folder.toFile().deleteOnExit();
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException("The OpenID Connect server must stop", e);
        }
    }
}
