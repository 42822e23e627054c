package com.wildrydes.streams.redrive;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has redriven which letter, or is about to, as the notes in the stream tell it. Whoever has read the same notes knows the
 * same, because notes about one letter are in one order, and time is that of their arrival.
 *
 * <p>The first claim holds for {@link #CLAIM} and keeps others off. One that was not made good by then belongs to a run that
 * ended: the next claim holds, and its run must first look whether the record was put.
 */
final class Ledger {

    /** How long a claim keeps other runs off. */
    static final Duration CLAIM = Duration.ofMinutes(2);

    private final Map<LetterKey, Entry> entries = new HashMap<>();
    private final Set<String> redrivenRecords = new HashSet<>();

    /**
     * @param run whose claim holds
     * @param at when that claim arrived
     * @param unclear when the record may have been put by runs that did not say so; null when it cannot have been
     */
    record Claim(String run, Instant at, @Nullable Span unclear) {

        boolean isOver(Instant now) {
            return !now.isBefore(at.plus(CLAIM));
        }
    }

    /** @param until exclusive */
    record Span(Instant from, Instant until) {}

    private record Entry(boolean redriven, @Nullable Claim claim) {}

    private static final Entry UNTOUCHED = new Entry(false, null);

    /** Takes a note in, in the order of the stream. */
    void add(Note note, Instant arrival) {
        Entry entry = entries.getOrDefault(note.letter(), UNTOUCHED);
        entries.put(note.letter(), after(entry, note, arrival));
        if (note.kind() == Note.Kind.REDRIVEN) {
            redrivenRecords.add(note.record());
        }
    }

    private static Entry after(Entry entry, Note note, Instant arrival) {
        Claim claim = entry.claim();
        if (entry.redriven()) {
            return entry;
        }
        return switch (note.kind()) {
            case REDRIVEN -> new Entry(true, null);
            case RELEASED -> claim != null && claim.run().equals(note.run()) ? UNTOUCHED : entry;
            case CLAIMED -> {
                if (claim == null) {
                    yield new Entry(false, new Claim(note.run(), arrival, null));
                }
                if (!claim.isOver(arrival)) {
                    yield entry;
                }
                Instant from =
                        claim.unclear() == null ? claim.at() : claim.unclear().from();
                yield new Entry(
                        false,
                        new Claim(note.run(), arrival, new Span(from, claim.at().plus(CLAIM))));
            }
        };
    }

    boolean isRedriven(LetterKey letter) {
        return entries.getOrDefault(letter, UNTOUCHED).redriven();
    }

    /** Whether a note says of the record with this sequence number that it is a letter's. */
    boolean isRedrivenRecord(String sequenceNumber) {
        return redrivenRecords.contains(sequenceNumber);
    }

    /** The claim that holds, or held last; null when there is none to heed. */
    @Nullable
    Claim claim(LetterKey letter) {
        return entries.getOrDefault(letter, UNTOUCHED).claim();
    }
}
