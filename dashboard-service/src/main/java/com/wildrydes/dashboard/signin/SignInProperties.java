package com.wildrydes.dashboard.signin;

import com.wildrydes.access.AccessProperties;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How browsers sign in; beside the settings of {@link AccessProperties}.
 *
 * @param mode {@link AccessProperties#mode()}: where it is open nothing else here counts
 * @param sessionKeys of 32 bytes in Base64; the first seals sessions, every one opens them
 * @param signIn this dashboard at the issuer
 */
@ConfigurationProperties("wildrydes.access")
public record SignInProperties(
        @DefaultValue("sign-in") AccessProperties.Mode mode,
        @DefaultValue List<String> sessionKeys,
        @DefaultValue SignIn signIn) {

    public SignInProperties {
        sessionKeys = List.copyOf(sessionKeys);
        if (mode == AccessProperties.Mode.SIGN_IN) {
            SessionKeys.parse(sessionKeys);
        }
    }

    /**
     * @param clientId under which the issuer knows the dashboard
     * @param clientSecret unset: the client is a public one, which PKCE alone protects
     * @param scopes what is asked for; some issuers give a refresh token only with {@code offline_access}
     * @param address where people reach the dashboard, such as {@code https://fleet.example.com}; unset: as each request says
     * @param sessionLength after that people sign in again, however often their tokens were renewed
     * @param renewBefore how long before its end an access token is renewed, but never in the first half of its life
     */
    public record SignIn(
            @DefaultValue("wildrydes-dashboard") String clientId,
            @Nullable String clientSecret,
            @DefaultValue({"openid", "profile"}) Set<String> scopes,
            @Nullable URI address,
            @DefaultValue("12h") Duration sessionLength,
            @DefaultValue("60s") Duration renewBefore) {

        public SignIn {
            clientSecret = clientSecret == null || clientSecret.isBlank() ? null : clientSecret.strip();
            address = address == null || address.toString().isBlank() ? null : address;
            require(
                    "client-id",
                    !clientId.isBlank(),
                    "be set to how the issuer knows the dashboard",
                    "\"" + clientId + '"');
            require("scopes", scopes.contains("openid"), "contain openid", scopes);
            require("address", address == null || isOrigin(address), "be like https://fleet.example.com", address);
            require(
                    "session-length",
                    isBetween(sessionLength, Duration.ofMinutes(1), Duration.ofDays(30)),
                    "be from 1m to 30d",
                    sessionLength);
            require(
                    "renew-before",
                    isBetween(renewBefore, Duration.ofSeconds(1), Duration.ofHours(1)),
                    "be from 1s to 1h",
                    renewBefore);
            scopes = Set.copyOf(scopes);
        }

        private static boolean isOrigin(URI address) {
            return Set.of("http", "https").contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawPath().isEmpty()
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && address.getRawUserInfo() == null;
        }

        private static boolean isBetween(Duration duration, Duration least, Duration most) {
            return duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0;
        }

        private static void require(String name, boolean holds, String what, @Nullable Object seen) {
            if (!holds) {
                throw new IllegalArgumentException(
                        "wildrydes.access.sign-in." + name + " must " + what + ", but is " + seen);
            }
        }

        /** Without the secret. */
        @Override
        public String toString() {
            return "SignIn[clientId=" + clientId + ", address=" + address + ']';
        }
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "SignInProperties[" + sessionKeys.size() + " keys, " + signIn + ']';
    }
}
