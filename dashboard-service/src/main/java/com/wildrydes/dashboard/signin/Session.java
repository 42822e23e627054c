package com.wildrydes.dashboard.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody who has signed in, as it lies sealed in their browser. What they may do is not in it: that is read from the access token,
 * at every request, as for any other bearer.
 *
 * @param subject who it is to the issuer
 * @param name what people call them
 * @param accessToken sent to the services behind the door
 * @param begun when the access token was handed out
 * @param accessEnd when the access token ends
 * @param refreshToken null when the issuer gives none: the session then ends with its access token
 * @param idToken tells the issuer at sign-out who goes
 * @param csrf what a request that changes something must repeat; it stays the same as long as the session, so that all tabs know it
 * @param end when they must sign in again, however often the access token was renewed
 */
record Session(
        String subject,
        String name,
        String accessToken,
        Instant begun,
        Instant accessEnd,
        @Nullable String refreshToken,
        @Nullable String idToken,
        String csrf,
        Instant end) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Which the issuer gave for a refresh token; null where it gave none anew. */
    record Tokens(
            String accessToken,
            Instant begun,
            Instant accessEnd,
            @Nullable String refreshToken,
            @Nullable String idToken) {

        @Override
        public String toString() {
            return "Tokens[accessEnd=" + accessEnd + ']';
        }
    }

    /** Whether the access token has ended. */
    boolean hasEnded(Instant now) {
        return !now.isBefore(accessEnd);
    }

    /** @param before how long before its end an access token is renewed, but not in the first half of its life */
    Instant renewAt(Duration before) {
        if (refreshToken == null) {
            return accessEnd;
        }
        Instant half = begun.plus(Duration.between(begun, accessEnd).dividedBy(2));
        Instant due = accessEnd.minus(before);
        return due.isBefore(half) ? half : due;
    }

    boolean isDue(Instant now, Duration before) {
        return refreshToken != null && !now.isBefore(renewAt(before));
    }

    Session renewed(Tokens tokens) {
        return new Session(
                subject,
                name,
                tokens.accessToken(),
                tokens.begun(),
                tokens.accessEnd(),
                tokens.refreshToken() == null ? refreshToken : tokens.refreshToken(),
                tokens.idToken() == null ? idToken : tokens.idToken(),
                csrf,
                end);
    }

    byte[] toJson() {
        return JSON.writeValueAsBytes(this);
    }

    /** @return empty for what another version wrote and this one cannot use */
    static Optional<Session> fromJson(byte[] json) {
        try {
            Session session = JSON.readValue(json, Session.class);
            return session != null && session.isWhole() ? Optional.of(session) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    @SuppressWarnings("ConstantValue") // Jackson leaves null what is not there.
    private boolean isWhole() {
        return subject != null
                && name != null
                && accessToken != null
                && begun != null
                && accessEnd != null
                && csrf != null
                && end != null;
    }

    /** Without the tokens and the CSRF token, which belong into no log. */
    @Override
    public String toString() {
        return "Session[subject=" + subject + ", accessEnd=" + accessEnd + ", end=" + end + ']';
    }
}
