package com.wildrydes.streams.redrive;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.streams.redrive.RecordStreams.Put.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Streams in memory, with a clock of their own, that fail as Kinesis does: they refuse, do not answer though they have taken a
 * record, and whoever calls them may end at any call, before or after it took effect.
 */
final class SimulatedStreams implements RecordStreams, InstantSource {

    private final Map<String, List<StreamRecord>> records = new HashMap<>();
    private final SplittableRandom random;
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");
    private long next = 1000;
    private double faults;
    private Runnable meanwhile = () -> {};

    SimulatedStreams(SplittableRandom random) {
        this.random = random;
    }

    /** The end of a process. */
    static final class Crash extends Error {

        private static final long serialVersionUID = 1;
    }

    /** @param newFaults the share of calls and of records that fail; 0 for a quiet day */
    void faults(double newFaults) {
        faults = newFaults;
    }

    /** What others do, before any call that writes. */
    void meanwhile(Runnable others) {
        meanwhile = others;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    List<StreamRecord> all(String stream) {
        return List.copyOf(of(stream));
    }

    String write(String stream, String key, byte[] data) {
        String number = Long.toString(next++);
        of(stream).add(new StreamRecord(Position.of(number), now, key, data));
        return number;
    }

    private List<StreamRecord> of(String stream) {
        return records.computeIfAbsent(stream, name -> new ArrayList<>());
    }

    private boolean fault() {
        return random.nextDouble() < faults;
    }

    private void mayCrash() {
        if (random.nextDouble() < faults / 4) {
            throw new Crash();
        }
    }

    @Override
    public Reader open(String stream, Optional<Instant> from, Instant until) {
        int[] read = {0};
        return sink -> {
            mayCrash();
            pass(Duration.ofMillis(random.nextInt(500)));
            // What has just been acknowledged may not be seen yet.
            Instant seen = fault() ? now.minusSeconds(1) : now;
            List<StreamRecord> all = of(stream).stream()
                    .takeWhile(record -> !record.arrivalTime().isAfter(seen))
                    .toList();
            for (; read[0] < all.size(); read[0]++) {
                StreamRecord record = all.get(read[0]);
                if (!record.arrivalTime().isBefore(from.orElse(Instant.MIN))
                        && record.arrivalTime().isBefore(until)) {
                    sink.accept(record);
                }
            }
        };
    }

    @Override
    public List<Put> put(String stream, List<NewRecord> batch) {
        meanwhile.run();
        mayCrash();
        pass(Duration.ofMillis(random.nextInt(200)));
        boolean answered = !fault();
        int arrive = answered || random.nextBoolean() ? batch.size() : 0;
        List<Put> puts = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            NewRecord record = batch.get(i);
            if (i >= arrive) {
                puts.add(new Put(Outcome.UNCLEAR, "no answer"));
            } else if (fault()) {
                puts.add(new Put(answered ? Outcome.REFUSED : Outcome.UNCLEAR, "ProvisionedThroughputExceeded"));
            } else {
                String number = write(stream, record.partitionKey(), record.data());
                puts.add(answered ? new Put(Outcome.ACKNOWLEDGED, number) : new Put(Outcome.UNCLEAR, "no answer"));
            }
        }
        mayCrash();
        return puts;
    }
}
