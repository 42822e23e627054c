package com.wildrydes.persister;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.MinuteSummary;
import com.wildrydes.telemetry.StatusTime;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/unicorns/{name}/summaries}. */
@RestController
class SummariesController {

    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final SummaryPages pages;

    SummariesController(SummaryPages pages) {
        this.pages = pages;
    }

    @GetMapping(path = "/api/unicorns/{name}/summaries", produces = "application/json")
    @Operation(summary = "A unicorn's minute summaries, newest first")
    SummaryList list(
            @PathVariable String name,
            @Parameter(description = "Earliest start of a minute, ISO-8601 with an offset")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "Starts of minutes from this time on are left out, ISO-8601 with an offset")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            @Parameter(description = "1 to 1000") @RequestParam(defaultValue = "60") String limit,
            @Parameter(description = "The cursor of the page before, with the same from and to")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor) {
        RequestParameters.name(name);
        Instant earliest = from == null ? EARLIEST : time("from", from);
        Instant end = to == null ? LATEST : time("to", to);
        if (!earliest.isBefore(end)) {
            throw new InvalidParameterException("from", "must be before to, " + end, from);
        }
        String after = cursor == null ? null : sortKey(cursor, earliest, end);
        SummaryPages.Page page = pages.read(name, earliest, end, RequestParameters.limit(limit), after);
        return new SummaryList(
                page.items().stream().map(Summary::of).toList(),
                page.last() == null ? null : RequestParameters.cursor(page.last()));
    }

    private static Instant time(String parameter, String text) {
        try {
            return StatusTime.parse(text);
        } catch (InvalidReportException e) {
            throw new InvalidParameterException(
                    parameter, "must be ISO-8601 with an offset, such as 2026-11-23T01:02:00Z", text);
        }
    }

    private static String sortKey(String cursor, Instant from, Instant to) {
        // As text, which is how DynamoDB compares; outside of the range it would refuse the query.
        return RequestParameters.key(cursor)
                .filter(SummariesController::isTime)
                .filter(key -> key.compareTo(StatusTime.format(from)) >= 0 && key.compareTo(StatusTime.format(to)) < 0)
                .orElseThrow(() -> new InvalidParameterException(
                        "cursor",
                        "must be the cursor of the page before, asked for with the same from and to",
                        cursor));
    }

    private static boolean isTime(String key) {
        try {
            StatusTime.parse(key);
            return true;
        } catch (InvalidReportException e) {
            return false;
        }
    }

    /** @param cursor asks for the next page; null when this is the last */
    record SummaryList(List<Summary> items, @Nullable String cursor) {}

    /** @param statusTime the start of the minute */
    record Summary(
            String name,
            Instant statusTime,
            double distance,
            int minMagicPoints,
            int maxMagicPoints,
            int minHealthPoints,
            int maxHealthPoints,
            long samples) {

        static Summary of(MinuteSummary summary) {
            return new Summary(
                    summary.name(),
                    summary.windowStart(),
                    summary.distanceMetres(),
                    summary.minMagicPoints(),
                    summary.maxMagicPoints(),
                    summary.minHealthPoints(),
                    summary.maxHealthPoints(),
                    summary.samples());
        }
    }
}
