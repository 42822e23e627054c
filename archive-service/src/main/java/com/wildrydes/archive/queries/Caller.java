package com.wildrydes.archive.queries;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/**
 * Who asks.
 *
 * @param name as the sign-in gives it; empty where the suite runs open
 * @param operator whether everybody's queries may be seen and cancelled, not only the caller's own
 */
public record Caller(String name, boolean operator) {

    private static final String OPERATOR_ROLE = "operator";

    /** Where the suite runs open, all callers are one, and may what an operator may. */
    public static Caller of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return principal == null
                ? new Caller("", true)
                : new Caller(principal.getName(), request.isUserInRole(OPERATOR_ROLE));
    }
}
