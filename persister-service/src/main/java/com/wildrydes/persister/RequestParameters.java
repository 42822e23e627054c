package com.wildrydes.persister;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.UnicornName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** What the parameters of several requests have in common. Cursors are texts that callers need not understand. */
final class RequestParameters {

    private static final int MAX_LIMIT = 1_000;

    private RequestParameters() {}

    /** @throws InvalidParameterException when no unicorn can have this name */
    static String name(String text) {
        try {
            UnicornName.check(text);
            return text;
        } catch (InvalidReportException e) {
            throw new InvalidParameterException("name", "must be a unicorn's name (" + e.getMessage() + ")", text);
        }
    }

    /** @throws InvalidParameterException when it is not a whole number from 1 to 1000 */
    static int limit(String text) {
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= MAX_LIMIT) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new InvalidParameterException("limit", "must be a whole number from 1 to " + MAX_LIMIT, text);
    }

    static String cursor(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** The key that a cursor was made of; empty when it cannot be one of ours. */
    static Optional<String> key(String cursor) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                    .toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
