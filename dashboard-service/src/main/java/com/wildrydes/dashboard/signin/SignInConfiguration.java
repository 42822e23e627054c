package com.wildrydes.dashboard.signin;

import com.wildrydes.access.AccessCustomizer;
import com.wildrydes.access.AccessProperties;
import com.wildrydes.access.TokenRoles;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.jose.jws.JwsAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;

/** How people sign in with a browser. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SignInProperties.class)
public class SignInConfiguration {

    /** After what secures every answer, before whatever asks who calls. */
    private static final int SESSIONS_ORDER = Ordered.HIGHEST_PRECEDENCE + 50;

    @Bean
    MeController meController(AccessProperties access, TokenRoles roles, SignInProperties settings, Clock clock) {
        return new MeController(access, roles, settings, clock);
    }

    /** Not where everything is open. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(SigningIn.class)
    static class Browsers {

        @Bean
        CookieSealer cookieSealer(SignInProperties settings) {
            return new CookieSealer(SessionKeys.parse(settings.sessionKeys()));
        }

        @Bean
        SessionCookies sessionCookies(CookieSealer sealer, Clock clock) {
            return new SessionCookies(sealer, clock);
        }

        @Bean
        SignInCookies signInCookies(CookieSealer sealer, SignInProperties settings, Clock clock) {
            return new SignInCookies(sealer, clock, settings.signIn().scopes());
        }

        @Bean
        Issuer issuer(AccessProperties access, SignInProperties settings, JwtDecoder accessTokens, Clock clock) {
            return new Issuer(access, settings.signIn(), accessTokens, clock);
        }

        @Bean
        Renewals renewals(Issuer issuer, SignInProperties settings, Clock clock) {
            return new Renewals(issuer, clock, settings.signIn().renewBefore());
        }

        @Bean
        SiteAddress siteAddress(SignInProperties settings) {
            return new SiteAddress(settings.signIn().address());
        }

        @Bean
        FilterRegistrationBean<SessionFilter> sessionFilter(SessionCookies cookies, Renewals renewals, Clock clock) {
            FilterRegistrationBean<SessionFilter> filter =
                    new FilterRegistrationBean<>(new SessionFilter(cookies, renewals, clock));
            filter.setOrder(SESSIONS_ORDER);
            return filter;
        }

        @Bean
        SignInController signInController(Issuer issuer, SignInCookies cookies, SiteAddress site) {
            return new SignInController(issuer, cookies, site);
        }

        @Bean
        SignOutController signOutController(SessionCookies sessions, Issuer issuer, SiteAddress site) {
            return new SignOutController(sessions, issuer, site);
        }

        /** Checks ID tokens with the algorithm that the issuer signs them with; RS256 is every issuer's by default. */
        @Bean
        JwtDecoderFactory<ClientRegistration> idTokens() {
            OidcIdTokenDecoderFactory decoders = new OidcIdTokenDecoderFactory();
            decoders.setJwsAlgorithmResolver(SignInConfiguration::algorithm);
            return decoders;
        }

        @Bean
        AccessCustomizer browserSignIn(
                Issuer issuer,
                SignInCookies begun,
                SessionCookies sessions,
                SignInProperties settings,
                JwtDecoder accessTokens,
                Clock clock) {
            SignedIn signedIn = new SignedIn(
                    sessions, accessTokens, clock, settings.signIn().sessionLength());
            RestClientAuthorizationCodeTokenResponseClient codes = new RestClientAuthorizationCodeTokenResponseClient();
            codes.setRestClient(Issuer.tokenClient());
            return http -> {
                // What fails here has failed: the manager of bearer tokens cannot make more of a code.
                http.getSharedObject(AuthenticationManagerBuilder.class).parentAuthenticationManager(null);
                http.oauth2Login(login -> login.clientRegistrationRepository(issuer)
                        .authorizedClientRepository(signedIn)
                        .loginPage("/")
                        .loginProcessingUrl(SignInController.CALLBACK)
                        .authorizationEndpoint(begin ->
                                begin.authorizationRequestRepository(begun).authorizationRequestResolver(new Nowhere()))
                        .tokenEndpoint(token -> token.accessTokenResponseClient(codes))
                        .successHandler(signedIn)
                        .failureHandler(new SignInFailed(sessions)));
            };
        }
    }

    private static JwsAlgorithm algorithm(ClientRegistration client) {
        Object offered =
                client.getProviderDetails().getConfigurationMetadata().get("id_token_signing_alg_values_supported");
        return offered instanceof Collection<?> names && !names.contains(SignatureAlgorithm.RS256.getName())
                ? names.stream()
                        .map(name -> SignatureAlgorithm.from(String.valueOf(name)))
                        .filter(algorithm -> algorithm != null)
                        .findFirst()
                        .orElse(SignatureAlgorithm.RS256)
                : SignatureAlgorithm.RS256;
    }

    /** {@link SignInController} begins sign-ins; Spring's own filter, which would answer with errors, begins none. */
    private static final class Nowhere implements OAuth2AuthorizationRequestResolver {

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
            return null;
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String id) {
            return null;
        }
    }
}
