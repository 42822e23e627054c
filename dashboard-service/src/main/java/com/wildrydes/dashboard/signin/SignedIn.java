package com.wildrydes.dashboard.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** Seals a session for whoever has signed in, and leads them to where they wanted to go. */
final class SignedIn implements AuthenticationSuccessHandler, OAuth2AuthorizedClientRepository {

    private static final Logger log = LoggerFactory.getLogger(SignedIn.class);
    private static final String CLIENT = OAuth2AuthorizedClient.class.getName();
    private static final int CSRF_BYTES = 24;

    private final SessionCookies sessions;
    private final JwtDecoder accessTokens;
    private final Clock clock;
    private final Duration length;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param accessTokens what an access token is checked with at every request
     * @param length of a session
     */
    SignedIn(SessionCookies sessions, JwtDecoder accessTokens, Clock clock, Duration length) {
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.clock = clock;
        this.length = length;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication person)
            throws IOException {
        OAuth2AuthorizedClient client = (OAuth2AuthorizedClient) Objects.requireNonNull(request.getAttribute(CLIENT));
        try {
            Session session = session(client, (OidcUser) Objects.requireNonNull(person.getPrincipal()));
            sessions.write(session, request, response);
            response.sendRedirect(ReturnPath.of((String) request.getAttribute(SignInCookies.RETURN)));
        } catch (BadJwtException e) {
            // Were it let through, every request would be refused and the person not know why.
            log.warn("The issuer gave an access token that does not count here: {}", e.getMessage());
            response.sendRedirect(SignInFailed.page("failed"));
        } catch (SealedCookie.TooLargeException e) {
            log.warn("A sign-in failed: {}", e.getMessage());
            response.sendRedirect(SignInFailed.page("failed"));
        } catch (RuntimeException e) {
            log.warn("A sign-in failed, because the issuer's keys cannot be had", e);
            response.sendRedirect(SignInFailed.page("away"));
        }
    }

    private Session session(OAuth2AuthorizedClient client, OidcUser person) {
        Instant now = clock.instant();
        String token = client.getAccessToken().getTokenValue();
        String subject = accessTokens.decode(token).getSubject();
        if (subject == null || !subject.equals(person.getSubject())) {
            throw new BadJwtException("it is of " + subject + ", but the ID token of " + person.getSubject());
        }
        byte[] csrf = new byte[CSRF_BYTES];
        random.nextBytes(csrf);
        OAuth2RefreshToken refreshToken = client.getRefreshToken();
        return new Session(
                subject,
                name(person, subject),
                token,
                now,
                Issuer.end(client.getAccessToken(), now),
                refreshToken == null ? null : refreshToken.getTokenValue(),
                person.getIdToken().getTokenValue(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(csrf),
                now.plus(length));
    }

    private static String name(OidcUser person, String subject) {
        return Stream.of("name", "preferred_username", "cognito:username", "email")
                .map(person::getClaimAsString)
                .filter(name -> name != null && !name.isBlank())
                .findFirst()
                .orElse(subject);
    }

    /** On the way to {@link #onAuthenticationSuccess}; nothing stays here. */
    @Override
    public void saveAuthorizedClient(
            OAuth2AuthorizedClient client,
            Authentication person,
            HttpServletRequest request,
            HttpServletResponse response) {
        request.setAttribute(CLIENT, client);
    }

    @Override
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
            String id, Authentication person, HttpServletRequest request) {
        return null;
    }

    @Override
    public void removeAuthorizedClient(
            String id, Authentication person, HttpServletRequest request, HttpServletResponse response) {}
}
