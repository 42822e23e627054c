package com.wildrydes.access;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** What a token whose signature is right must also be: of our issuer, of now, for us, and given to ask with. */
final class TokenRules implements OAuth2TokenValidator<Jwt> {

    /** How far the issuer's clock and ours may differ. */
    static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final List<OAuth2TokenValidator<Jwt>> rules;

    TokenRules(String issuer, Set<String> audience) {
        rules = List.of(
                new JwtIssuerValidator(issuer),
                jwt -> result(jwt.getExpiresAt() != null, "A token must say when it ends"),
                // Limits and queries go by it; RFC 9068 wants one of every access token.
                jwt -> result(jwt.getSubject() != null, "A token must say whose it is"),
                new JwtTimestampValidator(CLOCK_SKEW),
                jwt -> result(isFor(audience, jwt), "The token is not for this service"),
                jwt -> result(!"id".equals(jwt.getClaimAsString("token_use")), "An ID token opens nothing here"));
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return rules.stream()
                .map(rule -> rule.validate(token))
                .filter(OAuth2TokenValidatorResult::hasErrors)
                .findFirst()
                .orElseGet(OAuth2TokenValidatorResult::success);
    }

    /** Cognito's access tokens have no {@code aud}: they name the client that they were given to. */
    private static boolean isFor(Set<String> audience, Jwt jwt) {
        Collection<String> named = jwt.getAudience();
        if (named == null || named.isEmpty()) {
            String client = jwt.getClaimAsString("client_id");
            return client != null && audience.contains(client);
        }
        return named.stream().anyMatch(audience::contains);
    }

    private static OAuth2TokenValidatorResult result(boolean right, String otherwise) {
        return right
                ? OAuth2TokenValidatorResult.success()
                : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", otherwise, null));
    }
}
