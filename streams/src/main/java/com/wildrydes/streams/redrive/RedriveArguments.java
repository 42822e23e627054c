package com.wildrydes.streams.redrive;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.StatusTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The command's arguments.
 *
 * @param deadLetters the stream of dead letters
 */
record RedriveArguments(Selection selection, String deadLetters, boolean dryRun, boolean help) {

    static final String USAGE = """
            usage: redrive [--reason REGEX] [--from TIME] [--to TIME] [--stream STREAM] [--dry-run]
              --reason       what a letter's reason must hold, such as partition-key; any other text where it is no expression
              --from, --to   when the record arrived first: 2026-11-28T09:00:00Z or "2026-11-28 09:00:00" (UTC); --to is exclusive
              --stream       the stream that the record came from, such as wildrydes
              --dry-run      say what would go, and put nothing
              --dead-letters the stream of dead letters, if not wildrydes-dead-letters""";

    private static final String STREAM_SETTING = "WILDRYDES_STREAMS_DEADLETTERS";
    private static final String DEFAULT_STREAM = "wildrydes-dead-letters";

    /**
     * @param environment where a service would find the name of the stream of dead letters
     * @throws IllegalArgumentException with what must hold
     */
    static RedriveArguments of(String[] arguments, Map<String, String> environment) {
        Optional<Pattern> reason = Optional.empty();
        Instant from = Instant.MIN;
        Instant to = Instant.MAX;
        Optional<String> stream = Optional.empty();
        String deadLetters = environment.getOrDefault(STREAM_SETTING, DEFAULT_STREAM);
        boolean dryRun = false;
        Iterator<String> words = Arrays.asList(arguments).iterator();
        while (words.hasNext()) {
            String option = words.next();
            switch (option) {
                case "--reason" -> reason = Optional.of(Selection.reason(value(option, words)));
                case "--from" -> from = time(option, value(option, words));
                case "--to" -> to = time(option, value(option, words));
                case "--stream" -> stream = Optional.of(value(option, words));
                case "--dead-letters" -> deadLetters = value(option, words);
                case "--dry-run" -> dryRun = true;
                case "--help", "-h" -> {
                    return new RedriveArguments(Selection.ALL, deadLetters, true, true);
                }
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }
        return new RedriveArguments(new Selection(reason, from, to, stream), deadLetters, dryRun, false);
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " must have a value");
        }
        return words.next();
    }

    private static Instant time(String option, String text) {
        try {
            return StatusTime.parse(text);
        } catch (InvalidReportException e) {
            throw new IllegalArgumentException(
                    option + " must be a time such as 2026-11-28T09:00:00Z, but was \"" + text + '"', e);
        }
    }
}
