package com.wildrydes.access;

import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who is let in.
 *
 * @param mode {@code sign-in}, or {@code open} for a machine that nobody else reaches
 * @param issuer whose tokens count, exactly as their claim {@code iss} has it; its keys are found by OpenID discovery
 * @param audience one of these must be in the token's {@code aud}, or be its {@code client_id} where there is no {@code aud}
 * @param rolesClaims where a token says its roles; a dot goes into a nested object, as in {@code realm_access.roles}
 * @param guests whether whoever brings no token may look, as a viewer
 * @param allowedOrigins whose pages may act besides this site's own, such as {@code https://fleet.example.com} where a proxy
 *     changes the Host header
 * @param limits how much one caller may ask
 */
@ConfigurationProperties("wildrydes.access")
public record AccessProperties(
        @DefaultValue("sign-in") Mode mode,
        @Nullable String issuer,
        @DefaultValue Set<String> audience,
        @DefaultValue({"cognito:groups", "roles"}) List<String> rolesClaims,
        @DefaultValue("false") boolean guests,
        @DefaultValue Set<String> allowedOrigins,
        @DefaultValue Limits limits) {

    public AccessProperties {
        issuer = issuer == null || issuer.isBlank() ? null : issuer.strip();
        if (mode == Mode.SIGN_IN) {
            requireIssuer(issuer);
            if (audience.isEmpty()) {
                throw new IllegalArgumentException("wildrydes.access.audience must be set to who the tokens are for"
                        + " (with Cognito: the app clients' ids), but is not");
            }
        }
        audience = Set.copyOf(audience);
        rolesClaims = List.copyOf(rolesClaims);
        allowedOrigins = Set.copyOf(allowedOrigins);
    }

    /** Whether callers must say who they are. */
    public enum Mode {
        /** By a token of the issuer. */
        SIGN_IN,
        /** No: everybody may do everything. */
        OPEN
    }

    /**
     * What one caller may ask: so many at once after a while, and as many per second or minute; 0: as many as come.
     *
     * @param ingestPerSecond requests of {@code POST /api/telemetry}, each of which may bring many reports
     * @param queriesPerMinute SQL and ready reports that are started
     */
    public record Limits(
            @DefaultValue("200") int ingestPerSecond,
            @DefaultValue("60") int queriesPerMinute) {

        private static final int MOST = 1_000_000;

        public Limits {
            require("ingest-per-second", ingestPerSecond);
            require("queries-per-minute", queriesPerMinute);
        }

        private static void require(String name, int requests) {
            if (requests < 0 || requests > MOST) {
                throw new IllegalArgumentException(
                        "wildrydes.access.limits." + name + " must be from 0 to " + MOST + ", but is " + requests);
            }
        }
    }

    private static void requireIssuer(@Nullable String issuer) {
        if (issuer == null) {
            throw new IllegalArgumentException(
                    "wildrydes.access.issuer must be set to the address of an OpenID Connect issuer,"
                            + " whose tokens are let in, but is not. On a machine that nobody else reaches,"
                            + " wildrydes.access.mode=open lets everybody do everything without a token");
        }
        URI address;
        try {
            address = URI.create(issuer);
        } catch (IllegalArgumentException e) {
            throw notAnAddress(issuer);
        }
        if (!Set.of("http", "https").contains(String.valueOf(address.getScheme())) || address.getHost() == null) {
            throw notAnAddress(issuer);
        }
    }

    private static IllegalArgumentException notAnAddress(String issuer) {
        return new IllegalArgumentException(
                "wildrydes.access.issuer must be an http or https address, but is " + issuer);
    }

    /** The issuer where there must be one. */
    String requiredIssuer() {
        if (issuer == null) {
            throw new IllegalStateException("There is no issuer where wildrydes.access.mode is open");
        }
        return issuer;
    }
}
