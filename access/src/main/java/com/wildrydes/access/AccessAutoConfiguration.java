package com.wildrydes.access;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.SecurityFilterChain;

/** Guards a service: the table of {@link Endpoints}, by the tokens of one issuer, or open. */
@AutoConfiguration(
        beforeName = {
            "org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration",
            "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
            "org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration"
        })
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(AccessProperties.class)
@EnableWebSecurity
class AccessAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    Problems accessProblems() {
        return new Problems();
    }

    /** Which roles a token gives, for the browser's sign-in too. */
    @Bean
    TokenRoles tokenRoles(AccessProperties properties) {
        return new TokenRoles(properties.rolesClaims());
    }

    /** Where all is open nobody brings a token, and one that comes is not looked at. */
    @Bean
    @ConditionalOnMissingBean
    JwtDecoder accessJwtDecoder(AccessProperties properties) {
        if (properties.mode() == AccessProperties.Mode.OPEN) {
            return token -> {
                throw new IllegalStateException("Where wildrydes.access.mode is open no token is read");
            };
        }
        IssuerKeys keys = new IssuerKeys(properties.requiredIssuer(), properties.audience());
        return new IssuerDecoder(properties.requiredIssuer(), keys::discover, Clock.systemUTC());
    }

    @Bean
    Converter<Jwt, AbstractAuthenticationToken> tokenAuthentication(TokenRoles roles) {
        return jwt -> new JwtAuthenticationToken(jwt, authorities(roles, jwt), jwt.getSubject());
    }

    private static List<GrantedAuthority> authorities(TokenRoles roles, Jwt jwt) {
        return roles.of(jwt.getClaims()).stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
    }

    @Bean
    @ConditionalOnMissingBean
    SecurityFilterChain accessFilterChain(
            HttpSecurity http,
            AccessProperties properties,
            Problems problems,
            JwtDecoder decoder,
            Converter<Jwt, AbstractAuthenticationToken> tokenAuthentication,
            ObjectProvider<AccessCustomizer> customizers) {
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable) // a bearer's token is sent by no browser on its own
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(problems).accessDeniedHandler(problems));
        if (properties.mode() == AccessProperties.Mode.OPEN) {
            http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        } else {
            http.oauth2ResourceServer(server -> server.authenticationEntryPoint(problems)
                            .accessDeniedHandler(problems)
                            .jwt(jwt -> jwt.decoder(decoder).jwtAuthenticationConverter(tokenAuthentication)))
                    .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                    DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll()
                            .anyRequest()
                            .access(new AccessRules(properties.guests())));
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(http));
        return http.build();
    }
}
