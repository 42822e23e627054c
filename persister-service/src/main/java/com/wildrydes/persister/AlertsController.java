package com.wildrydes.persister;

import com.wildrydes.persister.AlertPages.Key;
import com.wildrydes.telemetry.Alert.State;
import com.wildrydes.telemetry.Alert.Vital;
import com.wildrydes.telemetry.InvalidReportException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/alerts}. */
@RestController
class AlertsController {

    /** Between a cursor's parts: no name has a line break. */
    private static final String SEPARATOR = "\n";

    private final AlertPages pages;

    AlertsController(AlertPages pages) {
        this.pages = pages;
    }

    @GetMapping(path = "/api/alerts", produces = "application/json")
    @Operation(
            summary = "Where the alerts stand, the latest change of a page first",
            description = "A unicorn that never had an alert is not listed. A page may be shorter than its limit, even"
                    + " empty: only one without a cursor is the last.")
    AlertList list(
            @Parameter(description = "raised or cleared; without it, all") @RequestParam(required = false) @Nullable
                    String state,
            @Parameter(description = "1 to 1000") @RequestParam(defaultValue = "100") String limit,
            @Parameter(description = "The cursor of the page before, with the same state")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor) {
        AlertPages.Page page = pages.read(
                state == null ? null : state(state),
                RequestParameters.limit(limit),
                cursor == null ? null : key(cursor));
        @Nullable Key last = page.last();
        return new AlertList(
                page.items().stream().map(ShownAlert::of).toList(),
                last == null
                        ? null
                        : RequestParameters.cursor(
                                last.name() + SEPARATOR + last.vital().key()));
    }

    private static State state(String text) {
        try {
            return State.of(text);
        } catch (InvalidReportException e) {
            throw new InvalidParameterException("state", "must be raised or cleared", text);
        }
    }

    private static Key key(String cursor) {
        return RequestParameters.key(cursor)
                .flatMap(AlertsController::parsed)
                .orElseThrow(
                        () -> new InvalidParameterException("cursor", "must be the cursor of the page before", cursor));
    }

    private static Optional<Key> parsed(String key) {
        int separator = key.indexOf(SEPARATOR);
        if (separator <= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Key(key.substring(0, separator), Vital.of(key.substring(separator + 1))));
        } catch (InvalidReportException e) {
            return Optional.empty();
        }
    }

    /** @param cursor asks for the next page; null when this is the last */
    record AlertList(List<ShownAlert> items, @Nullable String cursor) {}

    /**
     * @param vital {@code HealthPoints} or {@code MagicPoints}, as in reports
     * @param state {@code raised} or {@code cleared}
     * @param since the time of the report that changed it last
     * @param value the vital sign in that report
     */
    record ShownAlert(String name, String vital, String state, Instant since, int value) {

        static ShownAlert of(StoredAlert alert) {
            return new ShownAlert(
                    alert.name(), alert.vital().key(), alert.state().key(), alert.since(), alert.value());
        }
    }
}
