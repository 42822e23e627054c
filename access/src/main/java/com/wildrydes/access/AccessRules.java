package com.wildrydes.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.server.PathContainer;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.web.util.ServletRequestPathUtils;

/** Asks the table whether a caller may. */
final class AccessRules implements AuthorizationManager<RequestAuthorizationContext> {

    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();
    private final boolean guests;

    /** @param guests whether whoever is nobody may what a viewer may */
    AccessRules(boolean guests) {
        this.guests = guests;
    }

    @Override
    public AuthorizationResult authorize(
            Supplier<? extends Authentication> caller, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        return new AuthorizationDecision(Endpoints.find(request.getMethod(), path(request))
                .filter(row -> row.least().isEmpty() || has(row.least(), caller.get()))
                .isPresent());
    }

    static PathContainer path(HttpServletRequest request) {
        return ServletRequestPathUtils.parse(request).pathWithinApplication();
    }

    private boolean has(Optional<Role> least, Authentication caller) {
        Role role = least.orElseThrow();
        if (guests && role == Role.VIEWER) {
            return true; // to everybody: who has signed in without a role sees no less than nobody
        }
        return trust.isAuthenticated(caller)
                && caller.getAuthorities().stream()
                        .anyMatch(granted -> role.authority().equals(granted.getAuthority()));
    }
}
