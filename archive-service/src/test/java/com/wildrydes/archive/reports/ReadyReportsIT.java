package com.wildrydes.archive.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.archive.RunningArchive;
import com.wildrydes.archive.SampleArchive;
import com.wildrydes.archive.SampleArchive.Sample;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Each ready report against sums over the reports that were archived. */
@Timeout(300)
class ReadyReportsIT {

    private static final Offset<Double> ROUNDING = Offset.offset(1e-6);
    private static final String TWO_HOURS = "\"from\":\"2026-11-23T01:00:00Z\",\"to\":\"2026-11-23T03:00:00Z\"";

    @TempDir
    private static Path data;

    private static RunningArchive archive;
    private static SampleArchive sample;

    @BeforeAll
    static void start() {
        archive = RunningArchive.start(data, List.of(), List.of());
        sample = new SampleArchive(archive).fill();
    }

    @AfterAll
    static void stop() {
        archive.close();
    }

    private static List<Sample> reports(Predicate<Sample> wanted) {
        return sample.reports().stream().filter(wanted).toList();
    }

    private static <K> Map<K, List<Sample>> by(Function<Sample, K> key, List<Sample> reports) {
        return reports.stream().collect(Collectors.groupingBy(key, TreeMap::new, Collectors.toList()));
    }

    private static double distance(List<Sample> reports) {
        return reports.stream().mapToDouble(Sample::distance).sum();
    }

    /** All rows, page by page. */
    private static List<JsonNode> rows(String query) {
        List<JsonNode> rows = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = archive.json(archive.get(query + "/results?limit=1000" + cursor));
            page.get("items").forEach(rows::add);
            cursor = page.get("cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("cursor").asString();
        } while (!cursor.isEmpty());
        return rows;
    }

    private static List<JsonNode> run(String report, String parameters) {
        return rows(archive.report(report, parameters));
    }

    private static long scannedBytes(String query) {
        return archive.json(archive.get(query)).get("scannedBytes").asLong();
    }

    @Test
    void describesItself() {
        JsonNode list = archive.json(archive.get("/api/reports"));

        assertThat(list.get("items").findValuesAsString("id"))
                .containsExactly(
                        "path",
                        "reports-since",
                        "fleet",
                        "total-distance",
                        "distance-per-day",
                        "low-vitals",
                        "activity-per-hour",
                        "minutes");
        assertThat(list.at("/items/0/parameters/0").toString())
                .isEqualTo("{\"name\":\"name\",\"type\":\"TEXT\",\"description\":\"The unicorn\",\"required\":true,"
                        + "\"defaultValue\":null,\"defaultAge\":null,\"least\":null,\"most\":null}");
        assertThat(list.at("/items/0/parameters/1/defaultAge").asString()).isEqualTo("PT24H");
        assertThat(list.get("cursor").isNull()).isTrue();
    }

    @Test
    void totalDistanceCountsEveryReportOnce() {
        Map<String, List<Sample>> expected = by(Sample::name, sample.reports());

        List<JsonNode> rows = run("total-distance", "{}");

        assertThat(rows).hasSameSizeAs(expected.keySet());
        for (JsonNode row : rows) {
            List<Sample> own = expected.getOrDefault(row.get(0).asString(), List.of());
            assertThat(row.get(1).asDouble()).isEqualTo(distance(own), ROUNDING);
            assertThat(row.get(2).asInt()).isEqualTo(own.size());
        }
        assertThat(rows)
                .isSortedAccordingTo(
                        Comparator.comparing((JsonNode row) -> -row.get(1).asDouble()));
    }

    @Test
    void distancePerDayHasARowForEachDayAndUnicorn() {
        List<JsonNode> rows = run("distance-per-day", "{" + TWO_HOURS + "}");

        assertThat(rows).hasSize(SampleArchive.NAMES.size());
        for (JsonNode row : rows) {
            assertThat(row.get(0).asString()).isEqualTo("2026-11-23 00:00:00.000");
            List<Sample> own = reports(report -> report.name().equals(row.get(1).asString()));
            assertThat(row.get(2).asDouble()).isEqualTo(distance(own), ROUNDING);
            assertThat(row.get(3).asInt()).isEqualTo(own.size());
        }
    }

    @Test
    void pathHasTheReportsOfOneUnicornByItsOwnClock() {
        Instant from = Instant.parse("2026-11-23T01:50:00Z");
        Instant to = Instant.parse("2026-11-23T02:10:00Z");
        List<Sample> expected = reports(report -> report.name().equals("O'Hara")
                && !report.statusTime().isBefore(from)
                && report.statusTime().isBefore(to));

        List<JsonNode> rows = run("path", "{\"name\":\"O'Hara\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to));

        assertThat(expected).hasSizeGreaterThan(100);
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            Sample report = expected.get(i);
            assertThat(row.get(0).asString()).isEqualTo(SampleArchive.format(report.statusTime()));
            assertThat(row.get(1).asDouble()).isEqualTo(report.latitude());
            assertThat(row.get(2).asDouble()).isEqualTo(report.longitude());
            assertThat(row.get(3).asDouble()).isEqualTo(report.distance());
            assertThat(row.get(4).asInt()).isEqualTo(report.health());
            assertThat(row.get(5).asInt()).isEqualTo(report.magic());
            assertThat(row.get(6).asString()).isEqualTo(SampleArchive.format(report.arrival()));
        }
    }

    @Test
    void reportsSinceATimeComeInTheOrderOfTheirArrivalUpToTheLimit() {
        Instant from = Instant.parse("2026-11-23T02:30:00Z");
        List<String> expected = reports(report -> !report.arrival().isBefore(from)).stream()
                .sorted(Comparator.comparing(Sample::arrival).thenComparing(Sample::sequence))
                .map(report -> SampleArchive.format(report.arrival()) + report.name())
                .toList();
        Function<List<JsonNode>, List<String>> shown = rows -> rows.stream()
                .map(row -> row.get(0).asString() + row.get(1).asString())
                .toList();

        assertThat(shown.apply(run("reports-since", "{\"from\":\"" + from + "\",\"to\":\"2026-11-23T03:00:00Z\"}")))
                .isEqualTo(expected);
        assertThat(shown.apply(run("reports-since", "{\"from\":\"" + from + "\",\"limit\":5}")))
                .isEqualTo(expected.subList(0, 5));
    }

    @Test
    void fleetHasTheLastReportOfEachUnicornInEachStepByItsOwnClock() {
        Instant from = Instant.parse("2026-11-23T01:40:00Z");
        Instant to = Instant.parse("2026-11-23T02:20:00Z");
        int step = 35;
        List<Sample> asked = reports(report ->
                !report.statusTime().isBefore(from) && report.statusTime().isBefore(to));
        List<Sample> expected = by(
                        report -> report.name()
                                + Duration.between(from, report.statusTime()).toSeconds() / step,
                        asked)
                .values()
                .stream()
                .map(reports -> Collections.max(reports, Comparator.comparing(Sample::statusTime)))
                .sorted(Comparator.comparing(Sample::statusTime).thenComparing(Sample::name))
                .toList();

        List<JsonNode> rows =
                run("fleet", "{\"from\":\"%s\",\"to\":\"%s\",\"stepSeconds\":%d}".formatted(from, to, step));

        assertThat(expected).hasSizeBetween(asked.size() / 4, asked.size() / 3);
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
            JsonNode row = rows.get(i);
            Sample report = expected.get(i);
            assertThat(row.get(0).asString()).isEqualTo(report.name());
            assertThat(row.get(1).asString()).isEqualTo(SampleArchive.format(report.statusTime()));
            assertThat(row.get(2).asDouble()).isEqualTo(report.latitude());
            assertThat(row.get(3).asDouble()).isEqualTo(report.longitude());
            assertThat(row.get(4).asInt()).isEqualTo(report.health());
            assertThat(row.get(5).asInt()).isEqualTo(report.magic());
        }
    }

    @Test
    void lowVitalsHasEveryReportBelowTheThreshold() {
        List<Sample> expected = reports(report -> Math.min(report.health(), report.magic()) < 95);

        List<JsonNode> rows = run("low-vitals", "{\"threshold\":95," + TWO_HOURS + "}");

        assertThat(rows).hasSameSizeAs(expected).hasSizeGreaterThan(100);
        assertThat(rows)
                .allSatisfy(row -> assertThat(
                                Math.min(row.get(2).asInt(), row.get(3).asInt()))
                        .isLessThan(95));
    }

    @Test
    void activityPerHourReadsTheHoursThatWereAskedForAndFindsTheLateOnesInLaterOnes() {
        List<Sample> firstHour = reports(report -> report.arrival().isBefore(Instant.parse("2026-11-23T02:00:00Z")));
        String hour = "\"from\":\"2026-11-23T01:00:00Z\",\"to\":\"2026-11-23T02:00:00Z\"";

        String narrow = archive.report("activity-per-hour", "{\"lateHours\":0," + hour + "}");
        String wide = archive.report("activity-per-hour", "{\"lateHours\":2," + hour + "}");

        assertThat(rows(narrow)).singleElement().satisfies(row -> {
            assertThat(row.get(0).asString()).isEqualTo("2026-11-23 01:00:00.000");
            assertThat(row.get(2).asInt()).isEqualTo(firstHour.size() - 60);
        });
        assertThat(scannedBytes(narrow)).isEqualTo(sample.bytesOf("2026/11/23/01"));
        assertThat(rows(wide)).singleElement().satisfies(row -> {
            assertThat(row.get(1).asInt()).isEqualTo(SampleArchive.NAMES.size());
            assertThat(row.get(2).asInt()).isEqualTo(firstHour.size());
            assertThat(row.get(3).asDouble()).isEqualTo(distance(firstHour), ROUNDING);
        });
        assertThat(scannedBytes(wide))
                .isEqualTo(sample.bytesOf("2026/11/23/01")
                        + sample.bytesOf("2026/11/23/02")
                        + sample.bytesOf("2026/11/23/03"));
    }

    @Test
    void minutesAreThoseOfArrivalWithTheirSumsAndExtremes() {
        Map<String, List<Sample>> expected =
                by(report -> report.name() + SampleArchive.format(report.minute()), sample.reports());

        List<JsonNode> rows = run("minutes", "{" + TWO_HOURS + "}");

        assertThat(rows).hasSameSizeAs(expected.keySet());
        for (JsonNode row : rows) {
            List<Sample> minute =
                    expected.getOrDefault(row.get(0).asString() + row.get(1).asString(), List.of());
            assertThat(row.get(2).asDouble()).isEqualTo(distance(minute), ROUNDING);
            assertThat(List.of(
                            row.get(3).asInt(),
                            row.get(4).asInt(),
                            row.get(5).asInt(),
                            row.get(6).asInt(),
                            row.get(7).asInt()))
                    .containsExactly(
                            minute.stream().mapToInt(Sample::magic).min().orElseThrow(),
                            minute.stream().mapToInt(Sample::magic).max().orElseThrow(),
                            minute.stream().mapToInt(Sample::health).min().orElseThrow(),
                            minute.stream().mapToInt(Sample::health).max().orElseThrow(),
                            minute.size());
        }
    }

    @Test
    void refusesUnknownReportsAndParametersThatBreakTheirRule() {
        assertThat(archive.post("/api/reports/nothing", "{}").statusCode()).isEqualTo(404);
        assertThat(archive.json(archive.post("/api/reports/path", "{}"))
                        .get("parameter")
                        .asString())
                .isEqualTo("name");
        assertThat(archive.post("/api/reports/path", "[1]").statusCode()).isEqualTo(400);
        assertThat(archive.post("/api/reports/path", "nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void aQueryOverAnHourOfTheViewReadsThatHourOnly() {
        for (String condition :
                List.of("datehour = '2026/11/23/02'", "datehour BETWEEN '2026/11/23/02' AND '2026/11/23/02'")) {
            String query = archive.query("SELECT count(*) FROM archived_reports WHERE " + condition);

            assertThat(scannedBytes(query)).isEqualTo(sample.bytesOf("2026/11/23/02"));
        }
    }
}
