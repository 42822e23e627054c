package com.wildrydes.streams.redrive;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.redrive.Ledger.Claim;
import com.wildrydes.streams.redrive.Ledger.Span;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final LetterKey LETTER = LetterKey.of(TestLetters.of("42", "partition-key", "hello"));
    private static final Instant START = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instant OVER = START.plus(Ledger.CLAIM);

    private final Ledger ledger = new Ledger();

    @Test
    void knowsNothingOfALetterWithoutNotes() {
        assertThat(ledger.claim(LETTER)).isNull();
        assertThat(ledger.isRedriven(LETTER)).isFalse();
    }

    @Test
    void givesALetterToTheFirstWhoClaimsIt() {
        ledger.add(Note.claimed(LETTER, "first"), START);
        ledger.add(Note.claimed(LETTER, "second"), OVER.minusMillis(1));

        assertThat(ledger.claim(LETTER)).isEqualTo(new Claim("first", START, null));
    }

    @Test
    void givesALetterToTheNextWhenAClaimIsOverAndSaysWhenItMayHaveBeenPut() {
        ledger.add(Note.claimed(LETTER, "first"), START);
        ledger.add(Note.claimed(LETTER, "second"), OVER);
        ledger.add(Note.claimed(LETTER, "third"), OVER.plus(Ledger.CLAIM));

        assertThat(ledger.claim(LETTER))
                .isEqualTo(new Claim("third", OVER.plus(Ledger.CLAIM), new Span(START, OVER.plus(Ledger.CLAIM))));
    }

    @Test
    void givesAReleasedLetterToAnybodyAtOnce() {
        ledger.add(Note.claimed(LETTER, "first"), START);
        ledger.add(Note.released(LETTER, "first"), START.plusSeconds(1));
        ledger.add(Note.claimed(LETTER, "second"), START.plusSeconds(2));

        assertThat(ledger.claim(LETTER)).isEqualTo(new Claim("second", START.plusSeconds(2), null));
    }

    @Test
    void letsNobodyReleaseAnothersClaim() {
        ledger.add(Note.claimed(LETTER, "first"), START);
        ledger.add(Note.claimed(LETTER, "second"), OVER);
        ledger.add(Note.released(LETTER, "first"), OVER.plusSeconds(1));

        assertThat(ledger.claim(LETTER)).isEqualTo(new Claim("second", OVER, new Span(START, OVER)));
    }

    @Test
    void neverGivesALetterAwayThatWasRedriven() {
        ledger.add(Note.claimed(LETTER, "first"), START);
        ledger.add(Note.redriven(LETTER, "first", "4711"), START.plusSeconds(1));
        ledger.add(Note.claimed(LETTER, "second"), OVER);
        ledger.add(Note.released(LETTER, "second"), OVER);

        assertThat(ledger.isRedriven(LETTER)).isTrue();
        assertThat(ledger.claim(LETTER)).isNull();
        assertThat(ledger.isRedrivenRecord("4711")).isTrue();
    }

    @Test
    void keepsLettersApartThatShareANumber() {
        LetterKey other = LetterKey.of(TestLetters.of("42", "partition-key", "the next of an aggregated record"));
        ledger.add(Note.redriven(LETTER, "first", "4711"), START);

        assertThat(ledger.isRedriven(other)).isFalse();
    }
}
