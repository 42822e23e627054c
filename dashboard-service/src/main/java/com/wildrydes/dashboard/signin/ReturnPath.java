package com.wildrydes.dashboard.signin;

import org.jspecify.annotations.Nullable;

/** Where in this site somebody goes after the sign-in, so that a link to it cannot lead to another site. */
final class ReturnPath {

    static final String HOME = "/";

    private static final int LONGEST = 500;

    private ReturnPath() {}

    /** The path as asked for when it is one of this site's, else the map. */
    static String of(@Nullable String asked) {
        if (asked == null || asked.length() > LONGEST || !asked.startsWith("/") || asked.startsWith("//")) {
            return HOME;
        }
        // A browser reads \ as /, and leaves out tabs and line breaks.
        return asked.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\') ? asked : HOME;
    }
}
