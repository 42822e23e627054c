package com.wildrydes.dashboard.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Renews sessions shortly before their access tokens end. An issuer may take each refresh token only once, and tabs of one browser
 * ask at the same time: so of those that ask for the same session one asks the issuer, and what came of it is remembered for a
 * while for the others. Safe for use by many threads.
 */
final class Renewals {

    /** A request that was sent before the renewed cookie came arrives within that time. */
    static final Duration REMEMBERED = Duration.ofSeconds(60);

    static final int MOST_REMEMBERED = 10_000;

    private static final int MOST_STEPS = 3;

    private final RefreshTokens issuer;
    private final Clock clock;
    private final Duration before;

    /** By a digest of the refresh token, the oldest first. */
    private final Map<String, Asked> asked = new LinkedHashMap<>();

    private record Asked(Instant at, CompletableFuture<Outcome> outcome) {}

    /** What came of it. */
    sealed interface Outcome {

        /** Goes on with this one, which may be the one that was. */
        record GoesOn(Session session, boolean renewed) implements Outcome {}

        /** The issuer refuses to renew it, and its access token has ended. */
        record Ended() implements Outcome {}

        /** The access token has ended, and the issuer cannot be asked for another now. */
        record IssuerAway() implements Outcome {}
    }

    /** The issuer's token endpoint. */
    interface RefreshTokens {

        /**
         * @return null when the issuer refuses
         * @throws IssuerAwayException when it cannot be asked now
         */
        Session.@Nullable Tokens refresh(Session session) throws IssuerAwayException;
    }

    /** @param before how long before its end an access token is renewed */
    Renewals(RefreshTokens issuer, Clock clock, Duration before) {
        this.issuer = issuer;
        this.clock = clock;
        this.before = before;
    }

    /** Renews the session if that is due. While its access token holds, nothing that fails ends it. */
    Outcome renewIfDue(Session session) {
        Instant now = clock.instant();
        Session last = session;
        // What was remembered may itself be due by now.
        for (int i = 0; i < MOST_STEPS && last.isDue(now, before); i++) {
            Outcome outcome = renew(last, now);
            if (!(outcome instanceof Outcome.GoesOn on)) {
                return last.hasEnded(now) ? outcome : new Outcome.GoesOn(last, i > 0);
            }
            last = on.session();
        }
        return last.hasEnded(now) ? new Outcome.Ended() : new Outcome.GoesOn(last, last != session);
    }

    private Outcome renew(Session session, Instant now) {
        String key = digest(Objects.requireNonNull(session.refreshToken()));
        Asked mine = new Asked(now, new CompletableFuture<>());
        Asked other;
        synchronized (asked) {
            forgetOld(now);
            other = asked.putIfAbsent(key, mine);
        }
        return other == null ? ask(session, key, mine) : other.outcome().join();
    }

    private Outcome ask(Session session, String key, Asked mine) {
        Outcome outcome = new Outcome.IssuerAway();
        try {
            Session.Tokens tokens = issuer.refresh(session);
            outcome = tokens == null ? new Outcome.Ended() : new Outcome.GoesOn(session.renewed(tokens), true);
        } catch (IssuerAwayException e) {
            // Said by whoever asked; the next one asks again.
            forget(key);
        } catch (RuntimeException e) {
            forget(key);
            throw e;
        } finally {
            mine.outcome().complete(outcome);
        }
        return outcome;
    }

    int remembered() {
        synchronized (asked) {
            return asked.size();
        }
    }

    private void forget(String key) {
        synchronized (asked) {
            asked.remove(key);
        }
    }

    private void forgetOld(Instant now) {
        Iterator<Asked> oldestFirst = asked.values().iterator();
        while (oldestFirst.hasNext()) {
            boolean old = oldestFirst.next().at().isBefore(now.minus(REMEMBERED));
            if (!old && asked.size() < MOST_REMEMBERED) {
                return;
            }
            oldestFirst.remove();
        }
    }

    private static String digest(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
