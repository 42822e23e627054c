package com.wildrydes.access;

import static com.wildrydes.access.Role.ANALYST;
import static com.wildrydes.access.Role.DEVICE;
import static com.wildrydes.access.Role.OPERATOR;
import static com.wildrydes.access.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TokenRolesTest {

    private final TokenRoles roles =
            new TokenRoles(List.of("cognito:groups", "roles", "realm_access.roles", "https://wildrydes.example/roles"));

    @Test
    void readsEveryClaimThatIsNamed() {
        assertThat(roles.of(Map.of("cognito:groups", List.of("viewer")))).containsExactly(VIEWER);
        assertThat(roles.of(Map.of("roles", "viewer other"))).containsExactly(VIEWER);
        assertThat(roles.of(Map.of("realm_access", Map.of("roles", List.of("viewer")))))
                .containsExactly(VIEWER);
        assertThat(roles.of(Map.of("https://wildrydes.example/roles", List.of("viewer"))))
                .containsExactly(VIEWER);
        assertThat(roles.of(Map.of("groups", List.of("operator")))).isEmpty();
    }

    @Test
    void aRoleHasTheRightsOfThoseBelowIt() {
        assertThat(roles.of(Map.of("roles", List.of("analyst")))).containsExactly(VIEWER, ANALYST);
        assertThat(roles.of(Map.of("roles", List.of("operator")))).containsExactly(VIEWER, ANALYST, OPERATOR);
        assertThat(roles.of(Map.of("roles", List.of("device")))).containsExactly(DEVICE);
    }

    @Test
    void aNameThatIsNoRoleGivesNothing() {
        assertThat(roles.of(Map.of("roles", List.of("Operator", "OPERATOR", "operators", "", " operator", "admin"))))
                .isEmpty();
        assertThat(roles.of(Map.of("realm_access", "viewer"))).isEmpty();
        assertThat(roles.of(Map.of())).isEmpty();
    }

    @Test
    void theScopeOfADeviceMakesADevice() {
        assertThat(roles.of(Map.of("scope", "device"))).containsExactly(DEVICE);
        assertThat(roles.of(Map.of("scope", "openid wildrydes/device"))).containsExactly(DEVICE);
        assertThat(roles.of(Map.of("scp", List.of("https://api.example/device"))))
                .containsExactly(DEVICE);
    }

    @Test
    void noOtherScopeGivesARole() {
        assertThat(roles.of(Map.of("scope", "operator viewer mydevice device.read devices/x device/x")))
                .isEmpty();
    }

    @Test
    void aScopeMakesNoDeviceOfAPerson() {
        assertThat(roles.of(Map.of("roles", List.of("viewer"), "scope", "wildrydes/device")))
                .containsExactly(VIEWER);
    }
}
