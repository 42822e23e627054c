package com.wildrydes.streams.redrive;

import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.DeadLetter;
import com.wildrydes.telemetry.InvalidReportException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The letters that were selected, one for each record, without their data: a stream may hold more of it than memory does. Some
 * 500 bytes a letter.
 */
final class Letters {

    /** What the archive alone refuses was summed when it came: in the stream again it would be summed twice. */
    static final String ONLY_THE_ARCHIVE = "cannot-be-archived";

    private final Selection selection;
    private final Ledger ledger;
    private final Map<LetterKey, Letter> letters = new LinkedHashMap<>();
    private final Map<String, Instant> written = new HashMap<>();
    private long unreadable;

    /**
     * @param reason the code alone
     * @param isCut whether its record was longer than a letter holds
     */
    record Letter(String reason, Instant arrivalTime, boolean isCut) {

        boolean isSummed() {
            return reason.equals(ONLY_THE_ARCHIVE);
        }
    }

    Letters(Selection selection, Ledger ledger) {
        this.selection = selection;
        this.ledger = ledger;
    }

    /** Takes in a record of the stream of dead letters, whatever it is. */
    void add(StreamRecord record) {
        Optional<DeadLetter> read = read(record);
        if (read.isEmpty()) {
            unreadable++;
            return;
        }
        DeadLetter letter = read.get();
        Optional<Note> note = Note.read(letter);
        if (note.isPresent()) {
            ledger.add(note.get(), record.arrivalTime());
            return;
        }
        written.putIfAbsent(letter.sequenceNumber(), record.arrivalTime());
        if (selection.includes(letter)) {
            Letter described =
                    new Letter(code(letter.reason()), letter.arrivalTime(), letter.dataBytes() > letter.data().length);
            // Of two letters about one record the one that says more is that of who could not sum it.
            letters.merge(LetterKey.of(letter), described, (first, second) -> first.isSummed() ? second : first);
        }
    }

    /** A letter, or a note; empty for what is neither. */
    static Optional<DeadLetter> read(StreamRecord record) {
        try {
            return Optional.of(DeadLetter.read(record.data()));
        } catch (InvalidReportException e) {
            return Optional.empty();
        }
    }

    Map<LetterKey, Letter> selected() {
        return letters;
    }

    /** Records of the stream that are no letters: somebody else writes to it. */
    long unreadable() {
        return unreadable;
    }

    /** Whether a record had a letter by then. What a later run of redrive puts may have one too, but not so early. */
    boolean wasLetterBefore(Instant time, String sequenceNumber) {
        Instant letter = written.get(sequenceNumber);
        return letter != null && letter.isBefore(time);
    }

    private static String code(String reason) {
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }
}
