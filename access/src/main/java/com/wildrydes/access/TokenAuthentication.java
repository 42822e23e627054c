package com.wildrydes.access;

import java.util.List;
import java.util.Objects;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Makes a caller of a token: its subject and its roles. */
public final class TokenAuthentication implements AuthenticationManager {

    private final TokenRoles roles;
    private final JwtAuthenticationProvider provider;

    TokenAuthentication(JwtDecoder decoder, TokenRoles roles) {
        this.roles = roles;
        provider = new JwtAuthenticationProvider(decoder);
        provider.setJwtAuthenticationConverter(this::caller);
    }

    /** Whether a token is right cannot be told just now. */
    static final class IssuerAwayException extends AuthenticationException {

        IssuerAwayException(Throwable cause) {
            super("The issuer's keys cannot be had", cause);
        }
    }

    @Override
    public Authentication authenticate(Authentication token) {
        try {
            return provider.authenticate(token);
        } catch (AuthenticationServiceException e) {
            // As it is, it would pass the entry point by and end as a 500.
            throw new IssuerAwayException(e);
        }
    }

    /** The caller whom a token that has been checked already names. */
    public JwtAuthenticationToken caller(Jwt jwt) {
        List<GrantedAuthority> authorities = roles.of(jwt.getClaims()).stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority(role.authority()))
                .toList();
        return new JwtAuthenticationToken(jwt, authorities, Objects.requireNonNull(jwt.getSubject(), "sub"));
    }
}
