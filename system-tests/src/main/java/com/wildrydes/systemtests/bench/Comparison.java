package com.wildrydes.systemtests.bench;

import com.wildrydes.systemtests.Archive;
import com.wildrydes.systemtests.Aws;
import com.wildrydes.systemtests.Streams;
import com.wildrydes.systemtests.Table;
import com.wildrydes.systemtests.Truth;
import com.wildrydes.systemtests.Waiting;
import com.wildrydes.telemetry.DeadLetter;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * Compares, once nothing is written any more, what the suite made of the reports with what it should have: the stream with the
 * loader's count, the table and the archive with the stream. Reads everything piece by piece. For one thread.
 */
final class Comparison {

    /** After the end of a window, until a quiet shard writes it. */
    private static final Duration IDLE_AFTER = Duration.ofSeconds(5);
    /** How long nothing may get better before what still differs is called a difference. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String REPORTS = "wildrydes";

    private final Aws aws;
    private final ReportNumbers numbers;
    private final LoadCount count;
    private final Meters meters;
    private final SequenceNumbers sequenceNumbers;
    private final Truth truth;
    private final Differences differences = new Differences();
    private final PrintStream out;
    private long records;

    /** Reads the stream, to which nobody may write any more, and counts in {@code count} what is in it. */
    Comparison(Aws aws, Duration window, ReportNumbers numbers, LoadCount count, Meters meters, PrintStream out) {
        this.aws = aws;
        this.numbers = numbers;
        this.count = count;
        this.meters = meters;
        this.out = out;
        sequenceNumbers = new SequenceNumbers(numbers.total());
        truth = Truth.reading(aws.kinesis, REPORTS, window, (report, record) -> {
            int number = number(report);
            count.present(number);
            if (number != ReportNumbers.NONE) {
                sequenceNumbers.inStream(number, record.sequenceNumber());
            }
            records++;
        });
    }

    private int number(Report report) {
        return numbers.find(
                ReportLines.unicorn(report.name()), report.statusTime().toEpochMilli());
    }

    /** Compares, and waits for what is still under way. */
    void compare(MapProbe probe) {
        tell("the stream has " + records + " reports in " + truth.all().size() + " rows; waiting for them");
        differences.add("accepted, but not in the stream", count.lost(), this::describe);
        differences.add("sent once, but in the stream twice", count.doubledByTheSuite(), this::describe);
        differences.add("not accepted, but in the stream", count.uninvited(), this::describe);
        if (count.strangers() > 0) {
            differences.add("in the stream, but of nobody here", List.of(count.strangers()));
        }
        Instant settled = truth.lastEnd().plus(IDLE_AFTER);
        Waiting.until(
                Duration.between(Instant.now(), settled).plus(PAUSE),
                () -> Instant.now().isAfter(settled));
        awaitCount(meters::rowsWritten, truth.all().size());
        awaitCount(meters::archived, records);

        Table table = new Table(aws.dynamoDb);
        differences.add("row", settle(() -> table.allDifferences(truth.all()), Collection::size));
        tell("the table is compared");
        Archive archive = new Archive(aws.s3);
        BitSet missing = settle(() -> notArchived(archive), BitSet::cardinality);
        differences.add("not archived", missing, this::describe);
        differences.add("not archived", sequenceNumbers.missingOthers());
        tell("the archive is compared");
        differences.add("map", settle(() -> probe.misplaced(count), Collection::size));
        differences.add("dead letter", deadLetters());
    }

    private BitSet notArchived(Archive archive) {
        archive.readNew((line, sequenceNumber) -> {
            int number = number(ReportJson.read(line.getBytes(StandardCharsets.UTF_8)));
            if (number != ReportNumbers.NONE) {
                sequenceNumbers.archived(number, sequenceNumber);
            }
        });
        return sequenceNumbers.missing();
    }

    /** Waits until a count is reached, or has not moved for so long that it never will be. */
    private static void awaitCount(DoubleSupplier counter, double goal) {
        double[] last = {-1};
        long[] moved = {System.nanoTime()};
        Waiting.until(Duration.ofDays(1), () -> {
            double now = counter.getAsDouble();
            if (now != last[0]) {
                last[0] = now;
                moved[0] = System.nanoTime();
            }
            return now >= goal || System.nanoTime() - moved[0] > PATIENCE.toNanos();
        });
    }

    /** Looks again and again until nothing is missing, or no less than before for a while. */
    private static <T> T settle(Supplier<T> look, ToIntFunction<T> size) {
        T last = look.get();
        int fewest = size.applyAsInt(last);
        long progress = System.nanoTime();
        while (fewest > 0 && System.nanoTime() - progress < PATIENCE.toNanos()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            last = look.get();
            if (size.applyAsInt(last) < fewest) {
                fewest = size.applyAsInt(last);
                progress = System.nanoTime();
            }
        }
        return last;
    }

    private String describe(int number) {
        return "report " + number + " of " + ReportLines.name(numbers.unicorn(number)) + " at "
                + Instant.ofEpochMilli(numbers.millis(number));
    }

    private List<String> deadLetters() {
        return Streams.read(aws.kinesis, "wildrydes-dead-letters").stream()
                .map(record -> DeadLetter.read(record.data().asByteArrayUnsafe()))
                .map(letter ->
                        letter.stream() + " " + letter.shard() + " " + letter.sequenceNumber() + " " + letter.reason())
                .toList();
    }

    private void tell(String what) {
        out.println("  " + what);
    }

    Differences differences() {
        return differences;
    }

    /** Reports in the stream, doubled ones as often as they are there. */
    long records() {
        return records;
    }

    long archivedRecords() {
        return sequenceNumbers.archivedRecords();
    }

    int rows() {
        return truth.all().size();
    }

    /** How many rows each window has, by its end, in milliseconds since 1970. */
    SortedMap<Long, Integer> rowsByEnd(Duration window) {
        SortedMap<Long, Integer> rows = new TreeMap<>();
        truth.all()
                .keySet()
                .forEach(key -> rows.merge(key.windowStart().plus(window).toEpochMilli(), 1, Integer::sum));
        return rows;
    }
}
