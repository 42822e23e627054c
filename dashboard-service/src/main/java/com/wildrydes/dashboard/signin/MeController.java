package com.wildrydes.dashboard.signin;

import com.wildrydes.access.AccessProperties;
import com.wildrydes.access.Role;
import com.wildrydes.access.TokenRoles;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells whoever asks who they are here. */
@RestController
@Tag(name = "me")
public final class MeController {

    private final AccessProperties access;
    private final TokenRoles tokenRoles;
    private final Clock clock;
    private final Duration renewBefore;

    public MeController(AccessProperties access, TokenRoles tokenRoles, SignInProperties settings, Clock clock) {
        this.access = access;
        this.tokenRoles = tokenRoles;
        this.renewBefore = settings.signIn().renewBefore();
        this.clock = clock;
    }

    record Me(
            @Schema(description = "What people call them; null for whoever has not signed in") @Nullable
            String name,

            @Schema(description = "viewer, analyst, operator, device; those that a role includes are named too")
            List<String> roles,

            @Schema(description = "Whether they only look, without having signed in")
            boolean guest,

            @Schema(description = "Whether people sign in here; not so where everything is open to everybody")
            boolean signIn,

            @Schema(description = "Whether the browser's session is over, and they must sign in again")
            boolean ended,

            @Schema(
                    description =
                            "What a request that changes something must repeat in X-CSRF-Token; null without a session")
            @Nullable
            String csrf,

            @Schema(description = "When the token ends, and with it the WebSocket") @Nullable
            Instant endsAt,

            @Schema(
                    description =
                            "In how many seconds to ask this again, which renews the token; by no clock but the asker's")
            @Nullable
            Double renewInSeconds) {}

    @Operation(
            summary = "Who is asking",
            description = "Of a browser's session this also renews the access token, shortly before its end.")
    @GetMapping(SessionFilter.ME)
    ResponseEntity<Me> me(@Parameter(hidden = true) @Nullable Principal principal, HttpServletRequest request) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(describe(principal instanceof JwtAuthenticationToken caller ? caller : null, request));
    }

    private Me describe(@Nullable JwtAuthenticationToken caller, HttpServletRequest request) {
        if (access.mode() == AccessProperties.Mode.OPEN) {
            return new Me(null, names(EnumSet.allOf(Role.class)), false, false, false, null, null, null);
        }
        if (caller == null) {
            List<String> roles = access.guests() ? names(EnumSet.of(Role.VIEWER)) : List.of();
            boolean ended = SessionFilter.hasEnded(request);
            return new Me(null, roles, access.guests(), true, ended, null, null, null);
        }
        List<String> roles = names(tokenRoles.of(caller.getTokenAttributes()));
        Instant end = caller.getToken().getExpiresAt();
        return SessionFilter.session(request)
                .map(session -> new Me(
                        session.name(),
                        roles,
                        false,
                        true,
                        false,
                        session.csrf(),
                        session.accessEnd(),
                        Duration.between(clock.instant(), session.renewAt(renewBefore))
                                        .toMillis()
                                / 1000.0))
                .orElseGet(() -> new Me(caller.getName(), roles, false, true, false, null, end, null));
    }

    private static List<String> names(Collection<Role> roles) {
        return roles.stream().map(Role::inToken).toList();
    }
}
