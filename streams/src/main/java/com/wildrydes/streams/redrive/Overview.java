package com.wildrydes.streams.redrive;

import com.wildrydes.streams.redrive.Ledger.Claim;
import com.wildrydes.streams.redrive.Letters.Letter;
import com.wildrydes.telemetry.StatusTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What was selected, in numbers.
 *
 * @param unreadable records of the stream that are no letters
 */
record Overview(List<Row> rows, long unreadable) {

    /** What is to become of a letter, in the order in which it is told. */
    enum Fate {
        PUT("to be put"),
        LOOKED_FOR("to be looked for, then put if it is not there: a run ended before it said"),
        HELD("held by another run"),
        REDRIVEN("redriven before"),
        SUMMED("left: it was summed when it came, only the archive lacks it"),
        CUT("CANNOT BE PUT: the letter holds only the record's beginning");

        private final String words;

        Fate(String words) {
            this.words = words;
        }

        boolean isPut() {
            return this == PUT || this == LOOKED_FOR;
        }
    }

    /**
     * Letters of one stream, reason and fate.
     *
     * @param first the earliest arrival of one of these records
     * @param last the latest
     */
    record Row(String stream, String reason, Fate fate, long letters, Instant first, Instant last) {

        private Row and(Row other) {
            return new Row(
                    stream,
                    reason,
                    fate,
                    letters + other.letters,
                    first.isBefore(other.first) ? first : other.first,
                    last.isAfter(other.last) ? last : other.last);
        }
    }

    private record Group(String stream, String reason, Fate fate) {}

    static Overview of(Letters letters, Ledger ledger, Instant now) {
        TreeMap<Group, Row> rows = new TreeMap<>(
                Comparator.comparing(Group::stream).thenComparing(Group::reason).thenComparing(Group::fate));
        letters.selected().forEach((key, letter) -> {
            Row row = new Row(
                    key.stream(),
                    letter.reason(),
                    fate(key, letter, ledger, now),
                    1,
                    letter.arrivalTime(),
                    letter.arrivalTime());
            rows.merge(new Group(row.stream(), row.reason(), row.fate()), row, Row::and);
        });
        return new Overview(List.copyOf(rows.values()), letters.unreadable());
    }

    static Fate fate(LetterKey key, Letter letter, Ledger ledger, Instant now) {
        if (ledger.isRedriven(key)) {
            return Fate.REDRIVEN;
        }
        if (letter.isSummed()) {
            return Fate.SUMMED;
        }
        if (letter.isCut()) {
            return Fate.CUT;
        }
        Claim claim = ledger.claim(key);
        if (claim == null) {
            return Fate.PUT;
        }
        return claim.isOver(now) ? Fate.LOOKED_FOR : Fate.HELD;
    }

    long letters(Fate fate) {
        return rows.stream()
                .filter(row -> row.fate() == fate)
                .mapToLong(Row::letters)
                .sum();
    }

    /** How many {@link Redrive#put} would see to. */
    long toPut() {
        return letters(Fate.PUT) + letters(Fate.LOOKED_FOR);
    }

    /** A table for people, line by line. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            lines.add("%8d  %-18s %-20s %s to %s  %s"
                    .formatted(
                            row.letters(),
                            row.stream(),
                            row.reason(),
                            StatusTime.format(row.first()),
                            StatusTime.format(row.last()),
                            row.fate().words));
        }
        if (unreadable > 0) {
            lines.add("%8d  records of the stream are no dead letters, and are left".formatted(unreadable));
        }
        return lines;
    }
}
