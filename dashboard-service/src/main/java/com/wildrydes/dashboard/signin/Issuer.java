package com.wildrydes.dashboard.signin;

import com.wildrydes.access.AccessProperties;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.oauth2.client.endpoint.OAuth2RefreshTokenGrantRequest;
import org.springframework.security.oauth2.client.endpoint.RestClientRefreshTokenTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.endpoint.OAuth2AccessTokenResponse;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The issuer, as the dashboard's client at it sees it. What it offers is found by OpenID discovery when somebody first signs in, not
 * at the start: the dashboard must start while it is away. Safe for use by many threads.
 */
final class Issuer implements ClientRegistrationRepository, Renewals.RefreshTokens {

    /** The one client there is. */
    static final String REGISTRATION = "wildrydes";

    private static final Logger log = LoggerFactory.getLogger(Issuer.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    /** Refusals that trying again does not change; with any other the issuer counts as away. */
    private static final Set<String> FINAL =
            Set.of("invalid_grant", "invalid_client", "unauthorized_client", "unsupported_grant_type", "invalid_scope");

    private static final String COGNITO = "cognito-idp.";

    private final String address;
    private final SignInProperties.SignIn settings;
    private final JwtDecoder accessTokens;
    private final Clock clock;
    private final RestClient http;
    private final RestClientRefreshTokenTokenResponseClient refreshing =
            new RestClientRefreshTokenTokenResponseClient();
    private volatile @Nullable ClientRegistration found;

    /** @param accessTokens what an access token is checked with at every request */
    Issuer(AccessProperties access, SignInProperties.SignIn settings, JwtDecoder accessTokens, Clock clock) {
        this.address = Objects.requireNonNull(access.issuer(), "issuer");
        this.settings = settings;
        this.accessTokens = accessTokens;
        this.clock = clock;
        http = RestClient.builder().requestFactory(requests()).build();
        refreshing.setRestClient(tokenClient());
    }

    private static JdkClientHttpRequestFactory requests() {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT_TIMEOUT)
                .build());
        requests.setReadTimeout(READ_TIMEOUT);
        return requests;
    }

    /** For the token endpoint, with an end to waiting. */
    static RestClient tokenClient() {
        return RestClient.builder()
                .requestFactory(requests())
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build();
    }

    /** @throws RuntimeException while the issuer cannot be asked */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        return REGISTRATION.equals(id) ? registration() : null;
    }

    private ClientRegistration registration() {
        ClientRegistration known = found;
        if (known == null) {
            known = discover();
            found = known;
        }
        return known;
    }

    private ClientRegistration discover() {
        String slash = address.endsWith("/") ? "" : "/";
        Map<String, Object> metadata = http.get()
                .uri(URI.create(address + slash + ".well-known/openid-configuration"))
                .accept(MediaType.APPLICATION_JSON)
                .retrieve()
                .body(new ParameterizedTypeReference<>() {});
        if (metadata == null || !address.equals(metadata.get("issuer"))) {
            throw new IllegalStateException("The issuer's discovery must name the issuer " + address + ", but names "
                    + (metadata == null ? null : metadata.get("issuer")));
        }
        String secret = settings.clientSecret();
        ClientRegistration.Builder registration = ClientRegistrations.fromOidcConfiguration(metadata)
                .registrationId(REGISTRATION)
                .clientId(settings.clientId())
                .redirectUri("{baseUrl}" + SignInController.CALLBACK)
                .scope(settings.scopes())
                // What an ID token says of a person is enough.
                .userInfoUri(null)
                .userNameAttributeName("sub");
        return (secret == null
                        ? registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                        : registration.clientSecret(secret))
                .build();
    }

    @Override
    public Session.@Nullable Tokens refresh(Session session) throws IssuerAwayException {
        Instant now = clock.instant();
        try {
            OAuth2AccessTokenResponse answer = refreshing.getTokenResponse(new OAuth2RefreshTokenGrantRequest(
                    registration(),
                    new OAuth2AccessToken(OAuth2AccessToken.TokenType.BEARER, session.accessToken(), null, null),
                    new OAuth2RefreshToken(Objects.requireNonNull(session.refreshToken()), null)));
            String token = answer.getAccessToken().getTokenValue();
            if (!session.subject().equals(accessTokens.decode(token).getSubject())) {
                log.warn(
                        "The issuer renewed the token of {} with another's, which ends the session", session.subject());
                return null;
            }
            OAuth2RefreshToken next = answer.getRefreshToken();
            return new Session.Tokens(
                    token, now, end(answer.getAccessToken(), now), next == null ? null : next.getTokenValue(), (String)
                            answer.getAdditionalParameters().get(OidcParameterNames.ID_TOKEN));
        } catch (OAuth2AuthorizationException e) {
            if (FINAL.contains(e.getError().getErrorCode())) {
                log.info(
                        "The session of {} cannot be renewed: {}",
                        session.subject(),
                        e.getError().getErrorCode());
                return null;
            }
            throw away(e);
        } catch (BadJwtException e) {
            log.warn("The issuer gave {} a token that does not count here: {}", session.subject(), e.getMessage());
            return null;
        } catch (RuntimeException e) {
            throw away(e);
        }
    }

    private static IssuerAwayException away(RuntimeException cause) {
        log.warn("The issuer could not renew a token: {}", cause.toString());
        return new IssuerAwayException("The issuer cannot be asked now", cause);
    }

    /** Of a token whose end the issuer does not say, nobody knows: it is taken to be a short one. */
    static Instant end(OAuth2AccessToken token, Instant now) {
        Instant end = token.getExpiresAt();
        return end == null ? now.plusSeconds(60) : end;
    }

    /** The issuer's page that signs out there too, if it has one, after which the browser comes back. */
    Optional<String> signOutPage(Session session, String comeBack) {
        ClientRegistration client;
        try {
            client = registration();
        } catch (RuntimeException e) {
            // It is away: whoever signs out here must not wait for it.
            return Optional.empty();
        }
        Map<String, Object> metadata = client.getProviderDetails().getConfigurationMetadata();
        return Optional.ofNullable((String) metadata.get("end_session_endpoint"))
                .map(page -> {
                    UriComponentsBuilder location = UriComponentsBuilder.fromUriString(page)
                            .queryParam("client_id", "{client}")
                            .queryParam("post_logout_redirect_uri", "{back}")
                            .queryParamIfPresent(
                                    "id_token_hint",
                                    Optional.ofNullable(session.idToken()).map(token -> "{token}"));
                    if (String.valueOf(URI.create(address).getHost()).startsWith(COGNITO)) {
                        location.queryParam("logout_uri", "{back}"); // Cognito's own name for it
                    }
                    return location.encode()
                            .buildAndExpand(Map.of(
                                    "client",
                                    client.getClientId(),
                                    "back",
                                    comeBack,
                                    "token",
                                    Objects.requireNonNullElse(session.idToken(), "")))
                            .toUriString();
                });
    }

    /** Takes the refresh token out of use (RFC 7009), as far as the issuer offers that: a copy of the cookie is then worth little. */
    void revoke(Session session) {
        try {
            ClientRegistration client = registration();
            Object page = client.getProviderDetails().getConfigurationMetadata().get("revocation_endpoint");
            if (page == null || session.refreshToken() == null) {
                return;
            }
            MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
            form.add("token", session.refreshToken());
            form.add("token_type_hint", "refresh_token");
            RestClient.RequestBodySpec request =
                    http.post().uri(URI.create(page.toString())).contentType(MediaType.APPLICATION_FORM_URLENCODED);
            if (settings.clientSecret() == null) {
                form.add("client_id", client.getClientId());
            } else {
                request.headers(headers -> headers.setBasicAuth(client.getClientId(), client.getClientSecret()));
            }
            request.body(form).retrieve().toBodilessEntity();
        } catch (RuntimeException e) {
            log.warn("A refresh token could not be revoked: {}", e.toString());
        }
    }
}
