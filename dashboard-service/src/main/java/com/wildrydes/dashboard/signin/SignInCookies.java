package com.wildrydes.dashboard.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Remembers a sign-in that is under way, sealed in the browser that began it. Each has a cookie of its own, named after its state,
 * so that two tabs do not disturb each other.
 */
final class SignInCookies implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    /** As long as the issuer's page may lie open. */
    static final Duration KEPT = Duration.ofMinutes(10);

    static final String PREFIX = "__Host-wildrydes-sign-in-";

    /** Kept in the attributes of the request to the issuer and, once that is answered, of the request that brings the answer. */
    static final String RETURN = SignInCookies.class.getName() + ".return";

    private static final int MOST = 5;
    private static final int STATE_DIGITS = 16;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final CookieSealer sealer;
    private final Clock clock;
    private final Set<String> scopes;

    private record Begun(
            String clientId,
            String authorizationUri,
            String redirectUri,
            String nonce,
            String verifier,
            String registration,
            String returnPath) {}

    /** @param scopes that every sign-in asks for */
    SignInCookies(CookieSealer sealer, Clock clock, Set<String> scopes) {
        this.sealer = sealer;
        this.clock = clock;
        this.scopes = scopes;
    }

    private SealedCookie cookie(String state) {
        return new SealedCookie(PREFIX + digest(state), sealer, KEPT);
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest begun, HttpServletRequest request, HttpServletResponse response) {
        if (begun == null) {
            return;
        }
        Set<String> present = SessionCookies.cookies(request).keySet();
        List<String> earlier =
                present.stream().filter(name -> name.startsWith(PREFIX)).toList();
        if (earlier.size() >= MOST) {
            // Left behind by sign-ins that nobody finished; a browser's room for cookies is small.
            earlier.forEach(name -> SessionCookies.add(
                    response, new SealedCookie(name.substring(0, name.length() - 2), sealer, KEPT).clear(present)));
        }
        byte[] json = JSON.writeValueAsBytes(new Begun(
                begun.getClientId(),
                begun.getAuthorizationUri(),
                String.valueOf(begun.getRedirectUri()),
                required(begun, OidcParameterNames.NONCE),
                required(begun, PkceParameterNames.CODE_VERIFIER),
                required(begun, OAuth2ParameterNames.REGISTRATION_ID),
                ReturnPath.of(begun.getAttribute(RETURN))));
        SessionCookies.add(
                response,
                cookie(String.valueOf(begun.getState()))
                        .write(json, clock.instant().plus(KEPT), present));
    }

    private static String required(OAuth2AuthorizationRequest begun, String attribute) {
        return Objects.requireNonNull(begun.<String>getAttribute(attribute), attribute);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        String state = request.getParameter(OAuth2ParameterNames.STATE);
        return state == null
                ? null
                : cookie(state)
                        .read(SessionCookies.cookies(request), clock.instant())
                        .flatMap(SignInCookies::parse)
                        .map(begun -> asRequest(begun, state))
                        .orElse(null);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest begun = loadAuthorizationRequest(request);
        if (begun != null) {
            request.setAttribute(RETURN, begun.getAttribute(RETURN));
            SessionCookies.add(
                    response,
                    cookie(String.valueOf(begun.getState()))
                            .clear(SessionCookies.cookies(request).keySet()));
        }
        return begun;
    }

    private static Optional<Begun> parse(byte[] json) {
        try {
            return Optional.of(JSON.readValue(json, Begun.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private OAuth2AuthorizationRequest asRequest(Begun begun, String state) {
        return OAuth2AuthorizationRequest.authorizationCode()
                .clientId(begun.clientId())
                .authorizationUri(begun.authorizationUri())
                .redirectUri(begun.redirectUri())
                .scopes(scopes)
                .state(state)
                .attributes(Map.of(
                        OidcParameterNames.NONCE,
                        begun.nonce(),
                        PkceParameterNames.CODE_VERIFIER,
                        begun.verifier(),
                        OAuth2ParameterNames.REGISTRATION_ID,
                        begun.registration(),
                        RETURN,
                        begun.returnPath()))
                .build();
    }

    private static String digest(String state) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, STATE_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
