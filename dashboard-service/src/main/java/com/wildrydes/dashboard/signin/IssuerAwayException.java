package com.wildrydes.dashboard.signin;

/** The issuer cannot be asked now; later it may be. */
final class IssuerAwayException extends Exception {

    private static final long serialVersionUID = 1;

    IssuerAwayException(String message, Throwable cause) {
        super(message, cause);
    }
}
