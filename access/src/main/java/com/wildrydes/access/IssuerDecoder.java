package com.wildrydes.access;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Reads tokens of one issuer. Its keys are looked for when the first token comes, not at the start, and again when that fails:
 * a service must start while the issuer is away. A token of somebody else is refused before anything is asked of the issuer.
 * Thread-safe.
 */
final class IssuerDecoder implements JwtDecoder {

    /** After a failure nobody waits for the issuer during this time; all are told at once. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(IssuerDecoder.class);

    /** Finds the issuer's keys, or throws. */
    interface Discovery {
        JwtDecoder discover() throws Exception;
    }

    private final String issuer;
    private final Discovery discovery;
    private final Clock clock;
    private final ReentrantLock discovering = new ReentrantLock();
    private volatile @Nullable JwtDecoder found;
    private Instant notBefore = Instant.MIN;
    private @Nullable Exception failure;

    IssuerDecoder(String issuer, Discovery discovery, Clock clock) {
        this.issuer = issuer;
        this.discovery = discovery;
        this.clock = clock;
    }

    @Override
    public Jwt decode(String token) {
        requireOurs(token);
        JwtDecoder decoder = found;
        return (decoder == null ? discover() : decoder).decode(token);
    }

    private void requireOurs(String token) {
        try {
            if (!issuer.equals(JWTParser.parse(token).getJWTClaimsSet().getIssuer())) {
                throw new BadJwtException("The token is of another issuer");
            }
        } catch (ParseException | RuntimeException e) {
            throw e instanceof BadJwtException bad ? bad : new BadJwtException("The token is no JWT", e);
        }
    }

    private JwtDecoder discover() {
        discovering.lock();
        try {
            JwtDecoder decoder = found;
            if (decoder != null) {
                return decoder;
            }
            if (clock.instant().isBefore(notBefore) && failure != null) {
                throw unavailable(failure);
            }
            try {
                decoder = discovery.discover();
                found = decoder;
                failure = null;
                log.info("Tokens of {} are let in", issuer);
                return decoder;
            } catch (Exception e) {
                failure = e;
                notBefore = clock.instant().plus(PAUSE);
                log.warn("The keys of {} cannot be had, nobody is let in meanwhile: {}", issuer, e.toString());
                throw unavailable(e);
            }
        } finally {
            discovering.unlock();
        }
    }

    private static KeysUnavailableException unavailable(Exception cause) {
        return new KeysUnavailableException("The issuer's keys cannot be had", cause);
    }
}
