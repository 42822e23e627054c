package com.wildrydes.access;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Finds an issuer's keys by OpenID discovery and keeps them: fetched anew when a token names one that is not known. */
final class IssuerKeys {

    /** Keys by which a signature is made with the private half: with a shared secret, whoever can check could also sign. */
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(
            JWSAlgorithm.RS256,
            JWSAlgorithm.RS384,
            JWSAlgorithm.RS512,
            JWSAlgorithm.ES256,
            JWSAlgorithm.ES384,
            JWSAlgorithm.ES512);

    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;
    private static final int LARGEST_ANSWER_BYTES = 512 * 1024;
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration WAIT_FOR_REFRESH = Duration.ofSeconds(10);
    /** So that tokens with made-up keys do not have us ask the issuer each time. */
    private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(30);
    /** How long known keys count on while the issuer is away. */
    private static final Duration OUTAGE = Duration.ofHours(4);

    private final String issuer;
    private final Set<String> audience;

    IssuerKeys(String issuer, Set<String> audience) {
        this.issuer = issuer;
        this.audience = audience;
    }

    /** Asks the issuer where its keys are, and for the keys, so that from then on there are some. */
    JwtDecoder discover() throws IOException, ParseException, KeySourceException {
        DefaultResourceRetriever http = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LARGEST_ANSWER_BYTES);
        String slash = issuer.endsWith("/") ? "" : "/";
        URL document =
                URI.create(issuer + slash + ".well-known/openid-configuration").toURL();
        Map<String, Object> found =
                JSONObjectUtils.parse(http.retrieveResource(document).getContent());
        if (!issuer.equals(found.get("issuer"))) {
            throw new IOException(document + " must name the issuer " + issuer + ", but names " + found.get("issuer"));
        }
        URI keys = JSONObjectUtils.getURI(found, "jwks_uri");
        if (keys == null) {
            throw new IOException(document + " must name a jwks_uri, but does not");
        }
        JWKSource<SecurityContext> source = JWKSourceBuilder.create(keys.toURL(), http)
                .cache(KEPT.toMillis(), WAIT_FOR_REFRESH.toMillis())
                .rateLimited(BETWEEN_REFRESHES.toMillis())
                .retrying(true)
                .outageTolerant(OUTAGE.toMillis())
                .build();
        source.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
        return decoder(source);
    }

    private JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        processor.setJWTClaimsSetVerifier((claims, context) -> {}); // TokenRules does
        NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(new TokenRules(issuer, audience));
        return token -> {
            try {
                return decoder.decode(token);
            } catch (JwtException e) {
                throw asksForNewKeysAgain(e) ? new BadJwtException("The token's key is none of the issuer's", e) : e;
            }
        };
    }

    /** Its key was none of the issuer's at the last look, which was just now. */
    private static boolean asksForNewKeysAgain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RateLimitReachedException) {
                return true;
            }
        }
        return false;
    }
}
