package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Archive;
import com.wildrydes.systemtests.Aws;
import com.wildrydes.systemtests.RawStream;
import com.wildrydes.systemtests.Table;
import com.wildrydes.systemtests.Truth;
import com.wildrydes.systemtests.Waiting;
import com.wildrydes.systemtests.chaos.Load.ReportId;
import com.wildrydes.telemetry.DeadLetter;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.ReportJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Compares everything that the suite made of the raw stream with what it should have, once nothing is written any more. */
public final class Verification {

    /** After the end of a window, until a quiet shard writes it. */
    private static final Duration IDLE_AFTER = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Aws aws;
    private final Duration window;
    private final Archive archive;

    public Verification(Aws aws, Duration window) {
        this.aws = aws;
        this.window = window;
        this.archive = new Archive(aws.s3);
    }

    /**
     * What was found.
     *
     * @param differences a line each; none means that all is as it must be
     */
    public record Finding(
            List<String> differences,
            int reportsInStream,
            long duplicates,
            int shards,
            int rows,
            int alertChanges,
            long untrueAlerts,
            int archived) {}

    /**
     * Looks again and again, after the last window's end, until nothing differs.
     *
     * @param patience how long there may be no fewer differences than before: a machine that is busy gets its time, and what
     *     has stopped is found
     */
    public Finding settle(Set<ReportId> accepted, Duration patience) {
        Truth soFar = Truth.of(aws.kinesis, "wildrydes", window);
        Instant settled = soFar.lastEnd().plus(IDLE_AFTER);
        Waiting.until(
                window.plus(IDLE_AFTER).plusSeconds(5), () -> Instant.now().isAfter(settled));
        Finding last = look(accepted);
        int fewest = last.differences().size();
        Instant progress = Instant.now();
        while (!last.differences().isEmpty()
                && Duration.between(progress, Instant.now()).compareTo(patience) < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            last = look(accepted);
            if (last.differences().size() < fewest) {
                fewest = last.differences().size();
                progress = Instant.now();
            }
        }
        return last;
    }

    private Finding look(Set<ReportId> accepted) {
        RawStream reports = RawStream.read(aws.kinesis, "wildrydes");
        Truth truth = Truth.of(reports, window);
        AlertTruth alerts = AlertTruth.of(reports);
        RawStream told = RawStream.read(aws.kinesis, "wildrydes-alerts");
        Map<ReportId, Integer> present = present(reports);
        Set<String> archived = archive.sequenceNumbers();

        List<String> differences = new ArrayList<>();
        add(differences, "row", new Table(aws.dynamoDb).allDifferences(truth.all()));
        add(differences, "alert", alerts.differences(told, aws.dynamoDb));
        add(differences, "not archived", missing(truth.sequenceNumbers(), archived));
        add(differences, "accepted, but not in the stream", missing(accepted, present.keySet()));
        add(differences, "dead letter", deadLetters());
        return new Finding(
                differences,
                truth.sequenceNumbers().size(),
                present.values().stream().mapToLong(count -> count - 1).sum(),
                reports.shards().size(),
                truth.all().size(),
                alerts.changes(),
                alerts.untrue(told),
                archived.size());
    }

    private static void add(List<String> differences, String kind, Collection<?> found) {
        found.forEach(difference -> differences.add(kind + ": " + difference));
    }

    private static <T> Set<T> missing(Set<T> expected, Set<T> found) {
        Set<T> missing = new HashSet<>(expected);
        missing.removeAll(found);
        return missing;
    }

    private static Map<ReportId, Integer> present(RawStream reports) {
        Map<ReportId, Integer> present = new HashMap<>();
        reports.records().forEach(record -> {
            try {
                ReportId id = ReportId.of(ReportJson.read(record.data().asByteArrayUnsafe()));
                present.merge(id, 1, Integer::sum);
            } catch (InvalidReportException e) {
                // Written by somebody else than the load.
                return;
            }
        });
        return present;
    }

    /** The load writes valid reports only. */
    private List<String> deadLetters() {
        return RawStream.read(aws.kinesis, "wildrydes-dead-letters")
                .records()
                .map(record -> DeadLetter.read(record.data().asByteArrayUnsafe()))
                .map(letter ->
                        letter.stream() + " " + letter.shard() + " " + letter.sequenceNumber() + " " + letter.reason())
                .toList();
    }
}
