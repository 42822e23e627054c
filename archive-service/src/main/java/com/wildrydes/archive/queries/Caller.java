package com.wildrydes.archive.queries;

import com.wildrydes.access.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;

/**
 * Who asks.
 *
 * @param name as the sign-in gives it; empty where the suite runs open
 * @param operator whether everybody's queries may be seen and cancelled, not only the caller's own
 */
public record Caller(String name, boolean operator) {

    /** Where the suite runs open, all callers are one without a name, who has every role. */
    public static Caller of(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return new Caller(principal == null ? "" : principal.getName(), request.isUserInRole(Role.OPERATOR.inToken()));
    }
}
