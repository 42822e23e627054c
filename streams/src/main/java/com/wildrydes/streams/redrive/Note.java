package com.wildrydes.streams.redrive;

import com.wildrydes.telemetry.DeadLetter;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run of redrive writes down about a letter: a record of the stream of dead letters, in a dead letter's form, under the
 * letter's own partition key. So it comes after its letter in the same shard, notes about one letter have one order for
 * everybody, and none is forgotten before its letter is.
 *
 * @param run who wrote it
 * @param record the sequence number of the record that was put; empty unless it was {@link Kind#REDRIVEN}
 */
record Note(Kind kind, LetterKey letter, String run, String record) {

    private static final String PUT = " put ";

    static Note claimed(LetterKey letter, String run) {
        return new Note(Kind.CLAIMED, letter, run, "");
    }

    static Note released(LetterKey letter, String run) {
        return new Note(Kind.RELEASED, letter, run, "");
    }

    static Note redriven(LetterKey letter, String run, String record) {
        return new Note(Kind.REDRIVEN, letter, run, record);
    }

    /** What was done. The code stands where a dead letter has its reason's. */
    enum Kind {
        /** This run, and no other, is about to put the record. */
        CLAIMED,
        /** The record is in its stream again. */
        REDRIVEN,
        /** It is certain that this run did not put it. */
        RELEASED;

        private String code() {
            return "redrive-" + name().toLowerCase(Locale.ROOT);
        }
    }

    /** @return empty for a letter that is none of ours */
    static Optional<Note> read(DeadLetter letter) {
        String reason = letter.reason();
        for (Kind kind : Kind.values()) {
            String start = kind.code() + ": run ";
            if (reason.startsWith(start)) {
                String digest = HexFormat.of().formatHex(letter.data());
                LetterKey about = new LetterKey(letter.stream(), letter.shard(), letter.sequenceNumber(), digest);
                String[] words = reason.substring(start.length()).split(PUT, 2);
                return Optional.of(new Note(kind, about, words[0], words.length == 2 ? words[1] : ""));
            }
        }
        return Optional.empty();
    }

    /** @param now when it is written, for people; what counts is when it arrives */
    byte[] write(Instant now) {
        byte[] digest = HexFormat.of().parseHex(letter.digest());
        return DeadLetter.of(
                        letter.stream(),
                        letter.shard(),
                        letter.sequenceNumber(),
                        now,
                        kind.code() + ": run " + run + (record.isEmpty() ? "" : PUT + record),
                        digest)
                .write();
    }
}
