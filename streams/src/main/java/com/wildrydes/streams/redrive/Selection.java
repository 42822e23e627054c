package com.wildrydes.streams.redrive;

import com.wildrydes.telemetry.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which letters are meant.
 *
 * @param reason is found somewhere in a letter's reason; empty for any
 * @param from the earliest arrival of the record in the stream that it came from, inclusive
 * @param to the latest, exclusive
 * @param stream where the record came from; empty for any
 */
record Selection(Optional<Pattern> reason, Instant from, Instant to, Optional<String> stream) {

    static final Selection ALL = new Selection(Optional.empty(), Instant.MIN, Instant.MAX, Optional.empty());

    Selection {
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException("--from must be before --to, but they were " + from + " and " + to);
        }
    }

    /** A regular expression, or, where it is none, the text itself. */
    static Pattern reason(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(text));
        }
    }

    boolean includes(DeadLetter letter) {
        return reason.map(wanted -> wanted.matcher(letter.reason()).find()).orElse(true)
                && !letter.arrivalTime().isBefore(from)
                && letter.arrivalTime().isBefore(to)
                && stream.map(letter.stream()::equals).orElse(true);
    }
}
