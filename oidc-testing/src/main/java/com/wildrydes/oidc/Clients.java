package com.wildrydes.oidc;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;

/** The two clients of the suite. Where the dashboard may send browsers back to is known only once it has a port. */
final class Clients implements RegisteredClientRepository {

    private final Set<String> redirects = new CopyOnWriteArraySet<>();
    private final Set<String> afterSignOut = new CopyOnWriteArraySet<>();
    private volatile Duration lifetime = Duration.ofMinutes(5);

    void allowRedirect(URI address) {
        redirects.add(address.toString());
    }

    void allowAfterSignOut(URI address) {
        afterSignOut.add(address.toString());
    }

    void lifetime(Duration newLifetime) {
        lifetime = newLifetime;
    }

    /** Called to keep a secret under a stronger hash; these are known to everybody. */
    @Override
    public void save(RegisteredClient client) {}

    @Override
    public @Nullable RegisteredClient findById(String id) {
        return findByClientId(id);
    }

    @Override
    public @Nullable RegisteredClient findByClientId(String id) {
        return switch (id) {
            case OidcServer.DASHBOARD_CLIENT -> dashboard();
            case OidcServer.DEVICE_CLIENT -> device();
            default -> null;
        };
    }

    private RegisteredClient dashboard() {
        return RegisteredClient.withId(OidcServer.DASHBOARD_CLIENT)
                .clientId(OidcServer.DASHBOARD_CLIENT)
                .clientSecret("{noop}" + OidcServer.DASHBOARD_SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizationGrantType(AuthorizationGrantType.REFRESH_TOKEN)
                // One is asked for, and this address is nobody's.
                .redirectUri("http://127.0.0.1:1/nowhere")
                .redirectUris(all -> all.addAll(redirects))
                .postLogoutRedirectUris(all -> all.addAll(afterSignOut))
                .scopes(all -> all.addAll(Set.of("openid", "profile", "email")))
                .clientSettings(ClientSettings.builder()
                        .requireProofKey(true)
                        .requireAuthorizationConsent(false)
                        .build())
                .tokenSettings(tokens())
                .build();
    }

    private RegisteredClient device() {
        return RegisteredClient.withId(OidcServer.DEVICE_CLIENT)
                .clientId(OidcServer.DEVICE_CLIENT)
                .clientSecret("{noop}" + OidcServer.DEVICE_SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope(OidcServer.DEVICE_SCOPE)
                .tokenSettings(tokens())
                .build();
    }

    private TokenSettings tokens() {
        return TokenSettings.builder()
                .accessTokenTimeToLive(lifetime)
                .reuseRefreshTokens(false)
                .build();
    }
}
