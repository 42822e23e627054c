package com.wildrydes.archive.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The ready reports; the SQL of each is the file {@code reports/<id>.sql}. */
final class ReadyReports {

    private static final Duration DAY = Duration.ofDays(1);
    private static final int DEFAULT_ROWS = 100_000;
    private static final int HOURS_OF_A_YEAR = 8_784;
    private static final int LONGEST_STEP_SECONDS = 3_600;

    private final List<ReadyReport> reports;

    /** @param maxRows how many rows a report may give */
    ReadyReports(int maxRows) {
        ReportParameter from = ReportParameter.time("from", "The first moment", DAY);
        ReportParameter to = ReportParameter.time("to", "Behind the last moment", Duration.ZERO);
        ReportParameter late = ReportParameter.number(
                "lateHours",
                "How many hours after its arrival a report may have been archived. 0 reads the hours from `from` to `to` only, and"
                        + " misses what was archived after them",
                24,
                0,
                HOURS_OF_A_YEAR);
        ReportParameter limit =
                ReportParameter.number("limit", "The most rows", Math.min(DEFAULT_ROWS, maxRows), 1, maxRows);
        ReportParameter name = ReportParameter.text("name", "The unicorn");
        reports = List.of(
                report(
                        "path",
                        "Path of a unicorn",
                        "Where one unicorn was, in the order of its own clock",
                        name,
                        from,
                        to,
                        late,
                        limit),
                report(
                        "reports-since",
                        "Reports since a time",
                        "Every report that arrived since then, in the order of arrival",
                        ReportParameter.time("from", "The first moment"),
                        to,
                        late,
                        limit),
                report(
                        "fleet",
                        "The fleet over time",
                        "Where every unicorn was at the end of each step of time, by its own clock: its last report in the step."
                                + " Who reported nothing in a step is not in it",
                        ReportParameter.time("from", "The first moment", Duration.ofHours(1)),
                        to,
                        ReportParameter.number(
                                "stepSeconds", "How long a step is, in seconds", 5, 1, LONGEST_STEP_SECONDS),
                        late,
                        limit),
                report("total-distance", "Total distance", "How far each unicorn has flown, over all the archive"),
                report(
                        "distance-per-day",
                        "Distance per day",
                        "How far each unicorn flew on each day (UTC)",
                        ReportParameter.time("from", "The first moment", DAY.multipliedBy(7)),
                        to,
                        late),
                report(
                        "low-vitals",
                        "Low vital signs",
                        "Every report with a vital sign below a threshold",
                        ReportParameter.number("threshold", "Points", 100, Integer.MIN_VALUE, Integer.MAX_VALUE),
                        from,
                        to,
                        late,
                        limit),
                report(
                        "activity-per-hour",
                        "Activity per hour",
                        "How many unicorns reported in each hour (UTC), how often, and how far they flew",
                        from,
                        to,
                        late),
                report(
                        "minutes",
                        "Minutes, recomputed",
                        "The summaries of each unicorn's minutes, recomputed from the archived reports: what the table of"
                                + " summaries must hold",
                        ReportParameter.time("from", "The first moment", Duration.ofHours(1)),
                        to,
                        late));
    }

    private static ReadyReport report(String id, String title, String description, ReportParameter... parameters) {
        return new ReadyReport(id, title, description, List.of(parameters), ReportSql.parse(file(id)));
    }

    private static String file(String id) {
        String name = "/reports/" + id + ".sql";
        try (InputStream file = ReadyReports.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("A report must have its SQL in " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<ReadyReport> all() {
        return reports;
    }

    Optional<ReadyReport> find(String id) {
        return reports.stream().filter(report -> report.id().equals(id)).findFirst();
    }
}
