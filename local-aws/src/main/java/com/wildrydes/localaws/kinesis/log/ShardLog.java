package com.wildrydes.localaws.kinesis.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one shard, in the order of their numbers, in segment files of a folder. Any thread may append, read and trim
 * at any time; readers never wait for writers.
 *
 * <p>What {@link #append} has returned for survives {@code kill -9}: it was given to the operating system. It is not forced to
 * the disk, so a power cut may lose the last seconds.
 */
public final class ShardLog {

    private static final Logger log = LoggerFactory.getLogger(ShardLog.class);

    private static final long MAX_SEGMENT_BYTES = 16L * 1024 * 1024;
    private static final int SEGMENTS_WITHIN_RETENTION = 16;

    private final Path folder;
    private final long retentionBytes;
    private final long segmentBytes;
    /** Oldest first. Replaced, never changed, under this object's lock. */
    private volatile List<Segment> segments = List.of();

    private volatile long lastNumber;
    private volatile boolean sealed;
    private boolean droppedEarly;

    private ShardLog(Path folder, long retentionBytes) {
        this.folder = folder;
        this.retentionBytes = retentionBytes;
        segmentBytes = Math.min(MAX_SEGMENT_BYTES, retentionBytes / SEGMENTS_WITHIN_RETENTION);
    }

    /**
     * Opens the log, and makes good what a killed process left behind.
     *
     * @param retentionBytes the oldest segments go when there are more bytes than this
     */
    public static ShardLog open(Path folder, long retentionBytes) {
        ShardLog opened = new ShardLog(folder, retentionBytes);
        try {
            opened.recover();
        } catch (IOException e) {
            throw new UncheckedIOException("The shard in " + folder + " must be readable", e);
        }
        return opened;
    }

    private void recover() throws IOException {
        Files.createDirectories(folder);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Segment::isSegment).sorted().toList();
        }
        List<Segment> found = new ArrayList<>();
        for (Path file : files) {
            Segment segment = Segment.recover(file);
            if (segment.end() == 0) {
                segment.delete();
            } else {
                found.add(segment);
                lastNumber = segment.lastNumber();
            }
        }
        segments = List.copyOf(found);
    }

    /**
     * Appends records with numbers drawn for them, all or none.
     *
     * @param numbers gives greater numbers than this log holds, in rising order
     * @return the numbers, in the records' order
     * @throws UncheckedIOException when the disk does not take them
     */
    public synchronized long[] append(List<NewRecord> records, long arrivalMillis, LongSupplier numbers) {
        long[] drawn = new long[records.size()];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = numbers.getAsLong();
        }
        if (drawn.length == 0) {
            return drawn;
        }
        try {
            writable(drawn[0]).append(records, drawn, arrivalMillis);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " must take " + drawn.length + " records", e);
        }
        lastNumber = drawn[drawn.length - 1];
        return drawn;
    }

    private Segment writable(long firstNumber) throws IOException {
        if (sealed) {
            throw new IllegalStateException(folder + " is sealed");
        }
        List<Segment> current = segments;
        if (!current.isEmpty()) {
            Segment last = current.get(current.size() - 1);
            if (last.end() < segmentBytes) {
                return last;
            }
            last.seal();
        }
        Segment next = Segment.create(folder, firstNumber);
        List<Segment> longer = new ArrayList<>(current);
        longer.add(next);
        segments = List.copyOf(longer);
        dropBeyondRetentionBytes();
        return next;
    }

    /** The number of the last record, 0 when there never was one. */
    public long lastNumber() {
        return lastNumber;
    }

    /**
     * Gives records to the sink until it refuses one or none are left.
     *
     * @param from the least number to read
     * @param arrivedSinceMillis older records are passed over
     */
    public ReadResult read(long from, long arrivedSinceMillis, RecordSink sink) {
        long start = Math.max(from, firstNumberSince(arrivedSinceMillis));
        try {
            return readFrom(start, sink);
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " must be readable", e);
        }
    }

    private ReadResult readFrom(long start, RecordSink sink) throws IOException {
        long next = start;
        for (Segment segment : segments) {
            if (segment.lastNumber() < next || segment.end() == 0) {
                continue;
            }
            try (RecordScanner scanner = segment.scanFromNumber(next)) {
                while (scanner.nextIntact()) {
                    if (scanner.number() < next) {
                        continue;
                    }
                    if (!scanner.giveTo(sink)) {
                        return new ReadResult(scanner.number(), scanner.arrivalMillis());
                    }
                    next = scanner.number() + 1;
                }
            } catch (NoSuchFileException e) {
                log.debug("{} went while it was to be read", e.getFile());
            }
        }
        return new ReadResult(next, ReadResult.ALL_READ);
    }

    /**
     * The number of the first record that arrived at this time or later, or one after the last record.
     *
     * <p>Arrival times may step back with the clock: a record after the one found may then be older.
     */
    public long firstNumberSince(long arrivalMillis) {
        List<Segment> current = segments;
        if (current.isEmpty() || current.get(0).firstArrival() >= arrivalMillis) {
            return 0;
        }
        try {
            for (Segment segment : current) {
                if (segment.latestArrival() < arrivalMillis) {
                    continue;
                }
                try (RecordScanner scanner = segment.scanFromArrival(arrivalMillis)) {
                    while (scanner.nextIntact()) {
                        if (scanner.arrivalMillis() >= arrivalMillis) {
                            return scanner.number();
                        }
                    }
                } catch (NoSuchFileException e) {
                    log.debug("{} went while it was to be read", e.getFile());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " must be readable", e);
        }
        return lastNumber + 1;
    }

    /** Drops segments of which every record arrived before this time. */
    public synchronized void trim(long arrivedBeforeMillis) {
        List<Segment> current = segments;
        int drop = 0;
        while (drop < current.size() && current.get(drop).latestArrival() < arrivedBeforeMillis) {
            drop++;
        }
        drop(drop);
    }

    private void dropBeyondRetentionBytes() {
        List<Segment> current = segments;
        long bytes = bytes();
        int drop = 0;
        while (bytes + segmentBytes > retentionBytes && drop < current.size() - 1) {
            bytes -= current.get(drop).end();
            drop++;
        }
        if (drop > 0 && !droppedEarly) {
            droppedEarly = true;
            log.warn(
                    "{}: the oldest records go before their time from now on, to keep within {} MiB",
                    folder,
                    retentionBytes >> 20);
        }
        drop(drop);
    }

    private void drop(int count) {
        if (count == 0) {
            return;
        }
        List<Segment> current = segments;
        segments = List.copyOf(current.subList(count, current.size()));
        for (Segment segment : current.subList(0, count)) {
            try {
                segment.delete();
            } catch (IOException e) {
                log.warn("{}: a segment could not be deleted", folder, e);
            }
        }
    }

    public long bytes() {
        long bytes = 0;
        for (Segment segment : segments) {
            bytes += segment.end();
        }
        return bytes;
    }

    /** The shard is closed: nothing will be appended any more. */
    public synchronized void seal() {
        if (sealed) {
            return;
        }
        sealed = true;
        List<Segment> current = segments;
        if (!current.isEmpty()) {
            try {
                current.get(current.size() - 1).seal();
            } catch (IOException e) {
                log.warn("{}: the index could not be kept; the next start will read the segment instead", folder, e);
            }
        }
    }

    /** Gives the file handle back. Nothing needs to be written. */
    public synchronized void close() {
        sealed = true;
        for (Segment segment : segments) {
            try {
                segment.close();
            } catch (IOException e) {
                log.warn("{}: a segment could not be closed", folder, e);
            }
        }
    }

    /** Deletes every file, and the folder. */
    public synchronized void delete() {
        sealed = true;
        drop(segments.size());
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            log.warn("{} could not be deleted", folder, e);
        }
    }
}
