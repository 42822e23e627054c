package com.wildrydes.dashboard.live;

import java.nio.charset.StandardCharsets;

/** Why a WebSocket is closed: a sentence that must fit into the rest of a control frame (RFC 6455, section 5.5). */
final class CloseReason {

    /** In bytes of UTF-8: 125, less two of the code. */
    static final int LONGEST = 123;

    private static final String MORE = "…";

    private CloseReason() {}

    /** The reason, cut between two characters where it is too long. */
    static String fitting(String reason) {
        if (bytes(reason) <= LONGEST) {
            return reason;
        }
        int end = 0;
        int size = bytes(MORE);
        while (true) {
            int next = reason.offsetByCodePoints(end, 1);
            size += bytes(reason.substring(end, next));
            if (size > LONGEST) {
                return reason.substring(0, end) + MORE;
            }
            end = next;
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
