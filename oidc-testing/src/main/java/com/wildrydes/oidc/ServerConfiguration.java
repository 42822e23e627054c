package com.wildrydes.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** The server's beans: Spring Authorization Server as it comes, a login form, and what stands in tokens. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableWebMvc
class ServerConfiguration {

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) {
        http.oauth2AuthorizationServer(server -> {
                    http.securityMatcher(server.getEndpointsMatcher());
                    server.oidc(Customizer.withDefaults());
                })
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .exceptionHandling(refusals -> refusals.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)));
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain login(HttpSecurity http) {
        http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .formLogin(Customizer.withDefaults());
        return http.build();
    }

    /** One for each role, with its name as the password, and one who has none. */
    @Bean
    UserDetailsService people() {
        return new InMemoryUserDetailsManager(Stream.of("viewer", "analyst", "operator", "stranger")
                .map(name -> User.withUsername(name)
                        .password("{noop}" + name)
                        .roles(name)
                        .build())
                .toList());
    }

    @Bean
    AuthorizationServerSettings settings(OidcServer.Issuer issuer) {
        return AuthorizationServerSettings.builder().issuer(issuer.address()).build();
    }

    @Bean
    JWKSource<SecurityContext> keys(OidcServer.Issuer issuer) {
        return new ImmutableJWKSet<>(new JWKSet(issuer.key()));
    }

    @Bean
    JwtDecoder decoder(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    /** As an issuer is set up for the suite: who the token is for, and the roles of a person. */
    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims() {
        return context -> {
            boolean person = !AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType());
            Authentication caller = context.getPrincipal();
            String name = Objects.requireNonNull(caller).getName();
            if ("access_token".equals(context.getTokenType().getValue())) {
                context.getClaims().audience(List.of(OidcServer.AUDIENCE));
                context.getClaims()
                        .claim("client_id", context.getRegisteredClient().getClientId());
            }
            if (person) {
                context.getClaims().claim("preferred_username", name);
                if (!"stranger".equals(name)) {
                    context.getClaims().claim("roles", List.of(name));
                }
            }
        };
    }
}
