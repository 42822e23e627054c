package com.wildrydes.streams.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.telemetry.DeadLetter;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectionTest {

    private static final DeadLetter LETTER = TestLetters.of("42", "partition-key", "hello");

    @ParameterizedTest
    @CsvSource({
        "--reason partition-key, true",
        "--reason ^partition-key:, true",
        "--reason not-json|partition, true",
        "--reason not-json, false",
        "--reason ^so, false",
        "--reason (so, false",
        "--stream wildrydes, true",
        "--stream wildrydes-summary, false",
        "--from 2026-11-28T09:00:00Z, true",
        "--from 2026-11-28T09:00:00.001Z, false",
        "--from 2026-11-28T10:00:00+01:00, true",
        "--to 2026-11-28T09:00:00.001Z, true",
        "--to 2026-11-28T09:00:00Z, false",
        "--dry-run, true"
    })
    void takesWhatWasAskedFor(String arguments, boolean included) {
        assertThat(of(arguments).selection().includes(LETTER)).isEqualTo(included);
    }

    @Test
    void takesAReasonThatIsNoExpressionForText() {
        assertThat(Selection.reason("[").matcher("was [1,2]").find()).isTrue();
    }

    @Test
    void knowsTheStreamOfDeadLettersAsAServiceDoes() {
        assertThat(of("--dry-run").deadLetters()).isEqualTo("wildrydes-dead-letters");
        assertThat(RedriveArguments.of(new String[0], Map.of("WILDRYDES_STREAMS_DEADLETTERS", "theirs"))
                        .deadLetters())
                .isEqualTo("theirs");
        assertThat(of("--dead-letters mine").deadLetters()).isEqualTo("mine");
    }

    @ParameterizedTest
    @CsvSource({
        "--raeson x, there is no option --raeson",
        "--reason, --reason must have a value",
        "--from yesterday, '--from must be a time such as 2026-11-28T09:00:00Z, but was \"yesterday\"'",
        "--from 2026-11-28T09:00:00Z --to 2026-11-28T09:00:00Z, --from must be before --to"
    })
    void saysWhatIsWrong(String arguments, String message) {
        assertThatThrownBy(() -> of(arguments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void takesBothFormsOfTime() {
        assertThat(RedriveArguments.of(new String[] {"--from", "2026-11-28 09:00:00"}, Map.of())
                        .selection()
                        .from())
                .isEqualTo(Instant.parse("2026-11-28T09:00:00Z"));
    }

    private static RedriveArguments of(String arguments) {
        return RedriveArguments.of(arguments.split(" "), Map.of());
    }
}
