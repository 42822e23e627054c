package com.wildrydes.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which roles a token gives. People have theirs in a claim that lists groups or roles. A device's client has none there: it is
 * given the scope {@code device}, which a Cognito resource server writes as {@code its-identifier/device}. A scope never makes a
 * device of somebody whose token lists roles, because a browser's client may be granted any scope it asks for.
 */
public final class TokenRoles {

    private static final String DEVICE_SCOPE = Role.DEVICE.inToken();
    private static final List<String> SCOPE_CLAIMS = List.of("scope", "scp");

    private final List<String> claimNames;

    /** @param claimNames as {@link AccessProperties#rolesClaims()} */
    public TokenRoles(List<String> claimNames) {
        this.claimNames = List.copyOf(claimNames);
    }

    /** All roles that the token gives, those that a role includes too; names that are no role of ours count for nothing. */
    public Set<Role> of(Map<String, ?> claims) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        claimNames.stream()
                .flatMap(name -> words(find(claims, name)))
                .flatMap(name -> Role.find(name).stream())
                .forEach(role -> roles.addAll(role.including()));
        if (roles.isEmpty()
                && SCOPE_CLAIMS.stream()
                        .flatMap(name -> words(claims.get(name)))
                        .anyMatch(TokenRoles::isDevice)) {
            roles.add(Role.DEVICE);
        }
        return roles;
    }

    private static boolean isDevice(String scope) {
        return scope.equals(DEVICE_SCOPE) || scope.endsWith("/" + DEVICE_SCOPE);
    }

    /** By its whole name first: names such as {@code https://wildrydes.example/roles} have dots too. */
    private static @Nullable Object find(Map<?, ?> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        int dot = name.indexOf('.');
        return dot > 0 && claims.get(name.substring(0, dot)) instanceof Map<?, ?> nested
                ? find(nested, name.substring(dot + 1))
                : null;
    }

    private static Stream<String> words(@Nullable Object claim) {
        return Optional.ofNullable(claim).stream()
                .flatMap(value -> value instanceof Collection<?> list
                        ? list.stream().filter(Objects::nonNull).map(Object::toString)
                        : Arrays.stream(value.toString().split("[ ,]+")));
    }
}
