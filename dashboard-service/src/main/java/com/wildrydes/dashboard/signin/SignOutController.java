package com.wildrydes.dashboard.signin;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.context.annotation.Conditional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Ends a session, here and at the issuer. */
@RestController
@Conditional(SigningIn.class)
@Tag(name = "me")
final class SignOutController {

    private final SessionCookies sessions;
    private final Issuer issuer;
    private final SiteAddress site;

    SignOutController(SessionCookies sessions, Issuer issuer, SiteAddress site) {
        this.sessions = sessions;
        this.issuer = issuer;
        this.site = site;
    }

    /** @param location where the browser must go next, for the issuer to end its own session too */
    record SignedOut(String location) {}

    @Operation(
            summary = "Sign out",
            description =
                    "For the page: takes the session out of the browser and its refresh token out of use. The browser then"
                            + " goes to `location`, the issuer's own sign-out where it offers one. Needs the header X-CSRF-Token.")
    @PostMapping(SessionFilter.SIGN_OUT)
    SignedOut signOut(HttpServletRequest request, HttpServletResponse response) {
        sessions.clear(request, response);
        Optional<Session> session = SessionFilter.session(request);
        session.ifPresent(issuer::revoke);
        return new SignedOut(session.flatMap(over -> issuer.signOutPage(over, site.of(request) + ReturnPath.HOME))
                .orElse(ReturnPath.HOME));
    }
}
