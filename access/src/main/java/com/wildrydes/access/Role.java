package com.wildrydes.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What somebody may do. A token says it in lower case, such as {@code analyst}. */
public enum Role {
    /** Sees the map, the summaries, the alerts and who flies. */
    VIEWER,
    /** Also runs reports and SQL, reads the archived files and follows streams. */
    ANALYST,
    /** Also starts and stops simulated unicorns and replays, and sees everybody's queries. */
    OPERATOR,
    /** Posts telemetry, and nothing else: what a lost device gives away is no view of the fleet. */
    DEVICE;

    private static final String AUTHORITY_PREFIX = "ROLE_";

    /** The role of that name in a token; exactly in lower case, because another spelling is another group's name. */
    public static Optional<Role> find(String name) {
        return Arrays.stream(values())
                .filter(role -> role.inToken().equals(name))
                .findFirst();
    }

    /** Its name in a token, and what {@code isUserInRole} is asked with. */
    public String inToken() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Its name as Spring Security keeps it. */
    public String authority() {
        return AUTHORITY_PREFIX + inToken();
    }

    /** Itself, and the roles whose rights it also has. */
    public Set<Role> including() {
        return switch (this) {
            case VIEWER -> EnumSet.of(VIEWER);
            case ANALYST -> EnumSet.of(VIEWER, ANALYST);
            case OPERATOR -> EnumSet.of(VIEWER, ANALYST, OPERATOR);
            case DEVICE -> EnumSet.of(DEVICE);
        };
    }
}
