package com.wildrydes.localaws.kinesis.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One file of a shard's records. Appended to by one thread at a time; read by many meanwhile, as far as {@link #end}.
 *
 * <p>A record is in the page cache before it counts: it survives the end of the process, not of the machine.
 */
final class Segment {

    private static final Logger log = LoggerFactory.getLogger(Segment.class);

    private static final String SUFFIX = ".log";
    private static final int WRITE_BYTES = 128 * 1024;

    private final Path file;
    private final SparseIndex index;
    private @Nullable FileChannel channel;
    private volatile long end;
    private volatile long lastNumber;
    private volatile long firstArrival;
    private volatile long latestArrival;

    private Segment(Path file, SparseIndex index) {
        this.file = file;
        this.index = index;
    }

    /** A new, empty file. Its name is its first record's number, so that names sort as records do. */
    static Segment create(Path folder, long firstNumber) {
        return new Segment(folder.resolve("%019d%s".formatted(firstNumber, SUFFIX)), new SparseIndex());
    }

    static boolean isSegment(Path file) {
        return file.toString().endsWith(SUFFIX);
    }

    /** Opens a file that may end in a torn record, and cuts that off. */
    static Segment recover(Path file) throws IOException {
        long length = Files.size(file);
        IndexFile known = IndexFile.read(indexFile(file), length);
        if (known != null) {
            Segment segment = new Segment(file, known.index());
            segment.end = length;
            segment.lastNumber = known.lastNumber();
            segment.firstArrival = known.firstArrival();
            segment.latestArrival = known.latestArrival();
            return segment;
        }
        Segment segment = new Segment(file, new SparseIndex());
        try (RecordScanner scanner = new RecordScanner(file, 0, length)) {
            while (scanner.next() && scanner.number() > segment.lastNumber) {
                segment.note(scanner.number(), scanner.arrivalMillis(), (int) scanner.position());
            }
            segment.end = scanner.position();
        }
        if (segment.end < length) {
            log.warn("{}: cut off {} bytes after the last complete record", file, length - segment.end);
            try (FileChannel torn = FileChannel.open(file, StandardOpenOption.WRITE)) {
                torn.truncate(segment.end);
            }
        }
        return segment;
    }

    private void note(long number, long arrivalMillis, int position) {
        index.note(number, latestArrival, position);
        if (lastNumber == 0) {
            firstArrival = arrivalMillis;
        }
        lastNumber = number;
        latestArrival = Math.max(latestArrival, arrivalMillis);
    }

    /** Appends all or, when the disk does not take them, none. */
    void append(List<NewRecord> records, long[] numbers, long arrivalMillis) throws IOException {
        FileChannel open =
                channel == null ? FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE) : channel;
        channel = open;
        long written;
        try {
            written = write(records, numbers, arrivalMillis, open);
        } catch (IOException e) {
            channel = null;
            try (open) {
                open.truncate(end);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        int position = (int) end;
        for (int i = 0; i < numbers.length; i++) {
            note(numbers[i], arrivalMillis, position);
            position += RecordFormat.bytes(records.get(i));
        }
        end = written;
    }

    /** Many records a write, but never a buffer of a whole call: that may be 10 MiB, and there are many calls at once. */
    private long write(List<NewRecord> records, long[] numbers, long arrivalMillis, FileChannel to) throws IOException {
        int bytes = 0;
        int largest = 0;
        for (NewRecord newRecord : records) {
            bytes += RecordFormat.bytes(newRecord);
            largest = Math.max(largest, RecordFormat.bytes(newRecord));
        }
        ByteBuffer buffer = ByteBuffer.allocate(Math.min(bytes, Math.max(largest, WRITE_BYTES)));
        long position = end;
        for (int i = 0; i < numbers.length; i++) {
            if (buffer.remaining() < RecordFormat.bytes(records.get(i))) {
                position = write(buffer, position, to);
            }
            RecordFormat.write(buffer, numbers[i], arrivalMillis, records.get(i));
        }
        return write(buffer, position, to);
    }

    private static long write(ByteBuffer buffer, long start, FileChannel to) throws IOException {
        int bytes = buffer.position();
        buffer.flip();
        while (buffer.position() < bytes) {
            // Slices: the JDK keeps a native buffer of the largest size written for each thread.
            buffer.limit(Math.min(bytes, buffer.position() + WRITE_BYTES));
            to.write(buffer, start + buffer.position());
        }
        buffer.clear();
        return start + bytes;
    }

    RecordScanner scanFromNumber(long number) throws IOException {
        return new RecordScanner(file, index.positionForNumber(number), end);
    }

    RecordScanner scanFromArrival(long arrivalMillis) throws IOException {
        return new RecordScanner(file, index.positionForArrival(arrivalMillis), end);
    }

    long end() {
        return end;
    }

    /** The number of the last record, 0 when there is none. */
    long lastNumber() {
        return lastNumber;
    }

    long firstArrival() {
        return firstArrival;
    }

    long latestArrival() {
        return latestArrival;
    }

    /** Nothing will be appended any more: keeps the index beside the file, so that a start need not read it again. */
    void seal() throws IOException {
        close();
        new IndexFile(index, lastNumber, firstArrival, latestArrival).write(indexFile(file), end);
    }

    void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }

    void delete() throws IOException {
        close();
        Files.deleteIfExists(file);
        Files.deleteIfExists(indexFile(file));
    }

    private static Path indexFile(Path file) {
        String name = String.valueOf(file.getFileName());
        return file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".index");
    }
}
