package com.wildrydes.access;

import jakarta.servlet.DispatcherType;
import java.time.Clock;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;

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
    TokenAuthentication tokenAuthentication(JwtDecoder decoder, TokenRoles roles) {
        return new TokenAuthentication(decoder, roles);
    }

    @Bean
    FilterRegistrationBean<DrainingFilter> drainingFilter(ApplicationAvailability availability) {
        FilterRegistrationBean<DrainingFilter> filter = new FilterRegistrationBean<>(new DrainingFilter(availability));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE); // whatever is answered, and by whom
        return filter;
    }

    @Bean
    @Order(0)
    SecurityFilterChain managementFilterChain(HttpSecurity http) {
        return http.securityMatcher(new ManagementPort())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain accessFilterChain(
            HttpSecurity http,
            AccessProperties properties,
            Problems problems,
            TokenAuthentication tokens,
            ObjectProvider<AccessCustomizer> customizers) {
        http.sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable) // a bearer's token is sent by no browser on its own
                .headers(AccessAutoConfiguration::headers)
                .exceptionHandling(
                        refusals -> refusals.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .addFilterAfter(new OriginFilter(properties.allowedOrigins()), HeaderWriterFilter.class)
                .addFilterAfter(new LimitFilter(properties.limits()), AuthorizationFilter.class)
                .addFilterAfter(new BodyLimitFilter(), LimitFilter.class);
        if (properties.mode() == AccessProperties.Mode.OPEN) {
            http.addFilterBefore(new OpenAccessFilter(), AnonymousAuthenticationFilter.class)
                    .authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        } else {
            http.oauth2ResourceServer(server -> server.authenticationEntryPoint(problems)
                            .accessDeniedHandler(problems)
                            .jwt(jwt -> jwt.authenticationManager(tokens)))
                    .authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(
                                    DispatcherType.FORWARD, DispatcherType.ERROR, DispatcherType.ASYNC)
                            .permitAll()
                            .anyRequest()
                            .access(new AccessRules(properties.guests())));
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(http));
        return http.build();
    }

    /** Spring Security's own (nosniff, no framing, no-store where an answer does not say otherwise), and HTTPS once and for all. */
    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.httpStrictTransportSecurity(https -> https.requestMatcher(request ->
                        request.isSecure() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))))
                .xssProtection(HeadersConfigurer.XXssConfig::disable); // for browsers that are gone
    }

    /** What the OpenAPI document says of all this, where there is one. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(OpenApiCustomizer.class)
    static class Documented {

        @Bean
        OpenApiCustomizer accessDocument() {
            return new AccessDocument();
        }
    }
}
