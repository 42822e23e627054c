package com.wildrydes.access;

import org.springframework.security.oauth2.jwt.JwtException;

/** The issuer's keys cannot be had just now: whether a token is right cannot be told, so nobody is let in with it. */
public final class KeysUnavailableException extends JwtException {

    KeysUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
