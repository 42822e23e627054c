package com.wildrydes.streams.redrive;

import com.wildrydes.streams.Backoff;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.redrive.Ledger.Claim;
import com.wildrydes.streams.redrive.Ledger.Span;
import com.wildrydes.streams.redrive.RecordStreams.NewRecord;
import com.wildrydes.streams.redrive.RecordStreams.Put;
import com.wildrydes.streams.redrive.RecordStreams.Put.Outcome;
import com.wildrydes.streams.redrive.RecordStreams.Reader;
import com.wildrydes.telemetry.DeadLetter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * One run: reads the stream of dead letters to its end, then puts the records of the letters that were selected, batch by batch.
 * Not thread-safe; any number of runs may go on beside each other.
 *
 * <p>A batch is claimed in the stream of dead letters itself before it is put, and each record that was put is noted there
 * ({@link Ledger}). A run that ends in between leaves claims. The next run, once they are over, looks in the stream itself
 * whether the records are there. So each record is put once, unless a run stands still for over a minute between its last look
 * at the clock and a put, or a put arrives so late.
 */
final class Redrive {

    /** Long before a claim is over nothing is put on it any more: the put must arrive, and clocks go at different speeds. */
    private static final Duration USE_OF_A_CLAIM = Ledger.CLAIM.dividedBy(2);

    /** How much the arrival times of two streams may differ for what happened at once. */
    private static final Duration SKEW = Duration.ofSeconds(10);

    private static final int PUTS = 6;
    private static final int LOOKS = 60;

    /** What is claimed and put together. Of the letter and its base64 the record is the smaller part. */
    private static final int BATCH = 400;

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));

    private final RecordStreams streams;
    private final String deadLetters;
    private final String run;
    private final InstantSource clock;
    private final Waiting waiting;
    private final RandomGenerator random;
    private final Ledger ledger = new Ledger();
    private final Letters letters;
    private final Reader tail;
    private final Progress progress;

    /** {@link Thread#sleep}, but for a simulation. */
    @FunctionalInterface
    interface Waiting {
        void sleep(Duration time) throws InterruptedException;
    }

    /**
     * @param deadLetters the stream of dead letters
     * @param run a name that no other run has; no blanks
     */
    Redrive(
            RecordStreams streams,
            String deadLetters,
            Selection selection,
            String run,
            InstantSource clock,
            Waiting waiting,
            RandomGenerator random,
            Progress progress) {
        this.streams = streams;
        this.deadLetters = deadLetters;
        this.run = run;
        this.clock = clock;
        this.waiting = waiting;
        this.random = random;
        this.progress = progress;
        this.letters = new Letters(selection, ledger);
        this.tail = streams.open(deadLetters);
    }

    /** A letter with its data. */
    private record Candidate(LetterKey key, NewRecord record) {}

    /** Reads what there is. To be called once, first. */
    Overview read() throws InterruptedException {
        tail.readOn(letters::add);
        return Overview.of(letters, ledger, clock.instant());
    }

    /** Puts what {@link #read} has found. */
    void put() throws InterruptedException {
        Set<LetterKey> wanted = new HashSet<>();
        letters.selected().forEach((key, letter) -> {
            if (Overview.fate(key, letter, ledger, clock.instant()).isPut()) {
                wanted.add(key);
            }
        });
        Batches batches = new Batches(wanted);
        streams.open(deadLetters).readOn(batches::add);
        batches.end();
        if (!wanted.isEmpty()) {
            progress.lost(wanted.size());
        }
    }

    /** Collects letters until a batch is full. */
    private final class Batches {

        private final Set<LetterKey> wanted;
        private final Map<LetterKey, Candidate> batch = new LinkedHashMap<>();
        private long bytes;

        Batches(Set<LetterKey> wanted) {
            this.wanted = wanted;
        }

        void add(StreamRecord record) {
            DeadLetter letter = Letters.read(record).orElse(null);
            if (letter == null || Note.read(letter).isPresent()) {
                return;
            }
            LetterKey key = LetterKey.of(letter);
            // A cut letter of a record may stand beside a whole one only when somebody else wrote it.
            if (letter.dataBytes() != letter.data().length || !wanted.remove(key)) {
                return;
            }
            if (batch.size() == BATCH || bytes + letter.data().length > Put.MAX_BYTES - BATCH * 512L) {
                end();
            }
            // Of a record that has no readable name nobody knows the key; its number spreads it over the shards.
            String partitionKey = letter.name().orElse(letter.sequenceNumber());
            batch.put(key, new Candidate(key, new NewRecord(partitionKey, letter.data())));
            bytes += letter.data().length;
        }

        void end() {
            try {
                redrive(batch);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoppedException(e);
            }
            batch.clear();
            bytes = 0;
        }
    }

    /** A reader's sink cannot throw what is checked. */
    static final class StoppedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        StoppedException(InterruptedException cause) {
            super(cause);
        }
    }

    private void redrive(Map<LetterKey, Candidate> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            return;
        }
        Instant claimed = clock.instant();
        List<LetterKey> mine = claim(batch.keySet());
        Map<LetterKey, String> found = findUnclear(mine, batch);
        Map<String, List<Candidate>> byStream = new LinkedHashMap<>();
        for (LetterKey key : mine) {
            Candidate candidate = batch.get(key);
            if (candidate != null && !found.containsKey(key)) {
                byStream.computeIfAbsent(key.stream(), name -> new ArrayList<>())
                        .add(candidate);
            }
        }
        List<Note> notes = new ArrayList<>();
        found.forEach((key, record) -> notes.add(Note.redriven(key, run, record)));
        progress.found(found.size());
        for (Map.Entry<String, List<Candidate>> stream : byStream.entrySet()) {
            notes.addAll(putAll(stream.getKey(), stream.getValue(), claimed.plus(USE_OF_A_CLAIM)));
        }
        int missing = notes.size() - write(notes).size();
        if (missing > 0) {
            progress.unnoted(missing);
        }
    }

    /** @return those whose claim holds */
    private List<LetterKey> claim(Collection<LetterKey> keys) throws InterruptedException {
        List<LetterKey> acknowledged =
                write(keys.stream().map(key -> Note.claimed(key, run)).toList());
        if (acknowledged.size() < keys.size()) {
            progress.failed(keys.size() - acknowledged.size(), "the claim could not be written to " + deadLetters);
        }
        // Every claim that came before ours is read before ours is.
        Set<LetterKey> unseen = new HashSet<>(acknowledged);
        for (int look = 1; !unseen.isEmpty(); look++) {
            tail.readOn(record -> Letters.read(record).flatMap(Note::read).ifPresent(note -> {
                ledger.add(note, record.arrivalTime());
                if (note.run().equals(run)) {
                    unseen.remove(note.letter());
                }
            }));
            if (unseen.isEmpty()) {
                break;
            }
            if (look == LOOKS) {
                throw new IllegalStateException("What was written to " + deadLetters + " must be readable there, but "
                        + unseen.size() + " claims are not; run it again in " + Ledger.CLAIM.toMinutes() + " min");
            }
            waiting.sleep(Duration.ofMillis(500));
        }
        List<LetterKey> mine = new ArrayList<>();
        for (LetterKey key : acknowledged) {
            Claim claim = ledger.claim(key);
            if (claim != null && claim.run().equals(run)) {
                mine.add(key);
            } else {
                progress.others();
            }
        }
        return mine;
    }

    /**
     * Looks for what runs that ended may have put.
     *
     * @return the sequence numbers of those that are there, by their letters
     */
    private Map<LetterKey, String> findUnclear(List<LetterKey> mine, Map<LetterKey, Candidate> batch)
            throws InterruptedException {
        Map<String, List<Search>> searches = new LinkedHashMap<>();
        for (LetterKey key : mine) {
            Claim claim = ledger.claim(key);
            Candidate candidate = batch.get(key);
            if (claim != null && claim.unclear() != null && candidate != null) {
                searches.computeIfAbsent(key.stream(), name -> new ArrayList<>())
                        .add(new Search(key, candidate.record().partitionKey(), claim.unclear()));
            }
        }
        Map<LetterKey, String> found = new LinkedHashMap<>();
        for (Map.Entry<String, List<Search>> stream : searches.entrySet()) {
            find(stream.getKey(), stream.getValue(), found);
        }
        return found;
    }

    private void find(String stream, List<Search> searches, Map<LetterKey, String> found) throws InterruptedException {
        Instant from = Instant.MAX;
        Instant until = Instant.MIN;
        Map<String, List<Search>> byDigest = new HashMap<>();
        for (Search search : searches) {
            from = search.span().from().isBefore(from) ? search.span().from() : from;
            until = search.span().until().isAfter(until) ? search.span().until() : until;
            byDigest.computeIfAbsent(search.key().digest(), digest -> new ArrayList<>())
                    .add(search);
        }
        streams.open(stream, Optional.of(from.minus(SKEW)), until.plus(SKEW)).readOn(record -> {
            String number = record.position().sequenceNumber();
            List<Search> alike = byDigest.get(LetterKey.digest(record.data()));
            if (alike == null || ledger.isRedrivenRecord(number)) {
                return;
            }
            alike.stream()
                    .filter(search -> search.fits(record) && !found.containsKey(search.key()))
                    .filter(search -> !letters.wasLetterBefore(search.span().from(), number))
                    .findFirst()
                    .ifPresent(search -> found.put(search.key(), number));
        });
    }

    /** A record that may have been put. */
    private record Search(LetterKey key, String partitionKey, Span span) {

        boolean fits(StreamRecord record) {
            return partitionKey.equals(record.partitionKey())
                    && !record.arrivalTime().isBefore(span.from().minus(SKEW))
                    && record.arrivalTime().isBefore(span.until().plus(SKEW));
        }
    }

    /** @return what is to be noted */
    private List<Note> putAll(String stream, List<Candidate> candidates, Instant until) throws InterruptedException {
        List<Note> notes = new ArrayList<>();
        List<Candidate> left = candidates;
        String why = "its claim was too old";
        for (int attempt = 1;
                attempt <= PUTS && !left.isEmpty() && clock.instant().isBefore(until);
                attempt++) {
            if (attempt > 1) {
                waiting.sleep(BACKOFF.delay(attempt - 1, random));
                if (!clock.instant().isBefore(until)) {
                    break;
                }
            }
            List<Put> puts =
                    streams.put(stream, left.stream().map(Candidate::record).toList());
            List<Candidate> refused = new ArrayList<>();
            for (int i = 0; i < puts.size(); i++) {
                Put put = puts.get(i);
                switch (put.outcome()) {
                    case ACKNOWLEDGED -> {
                        notes.add(Note.redriven(left.get(i).key(), run, put.detail()));
                        progress.put();
                    }
                    case REFUSED -> {
                        refused.add(left.get(i));
                        why = put.detail();
                    }
                    case UNCLEAR -> progress.unclear(stream + ": " + put.detail());
                }
            }
            left = refused;
        }
        if (!left.isEmpty()) {
            progress.failed(left.size(), stream + ": " + why);
            left.forEach(candidate -> notes.add(Note.released(candidate.key(), run)));
        }
        return notes;
    }

    /** @return the letters whose notes were acknowledged */
    private List<LetterKey> write(List<Note> notes) throws InterruptedException {
        List<LetterKey> acknowledged = new ArrayList<>();
        List<Note> left = notes;
        for (int attempt = 1; attempt <= PUTS && !left.isEmpty(); attempt++) {
            if (attempt > 1) {
                waiting.sleep(BACKOFF.delay(attempt - 1, random));
            }
            Instant now = clock.instant();
            List<Put> puts = streams.put(
                    deadLetters,
                    left.stream()
                            .map(note -> new NewRecord(note.letter().sequenceNumber(), note.write(now)))
                            .toList());
            List<Note> again = new ArrayList<>();
            for (int i = 0; i < puts.size(); i++) {
                if (puts.get(i).outcome() == Outcome.ACKNOWLEDGED) {
                    acknowledged.add(left.get(i).letter());
                } else {
                    // Once more does no harm to a note.
                    again.add(left.get(i));
                }
            }
            left = again;
        }
        return acknowledged;
    }

    /** What is told of a run while it goes on. */
    interface Progress {

        void put();

        /** A run that ended before had put these already. */
        void found(int records);

        /** Another run was first. */
        void others();

        /** These are not in their stream. */
        void failed(int records, String why);

        /** This one may be in its stream or not; a later run will look. */
        void unclear(String why);

        /** These were put, but the notes could not be written; a later run will find the records. */
        void unnoted(int records);

        /** These letters were there and are no more: their time is over. */
        void lost(int letters);
    }
}
