package com.wildrydes.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.wildrydes.browser.Browser;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The page over the whole suite: what was reported is seen live, charted, replayed, asked for and downloaded. */
@ExtendWith(SharedSuite.class)
class PageIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int REPORTS = 12;

    private final Door door;
    private final String name = "Page-" + UUID.randomUUID();
    private final Instant takeoff = Instant.now().minusSeconds(REPORTS);

    PageIT(SharedSuite.Running running) {
        door = running.door();
    }

    /** Flies north for some seconds, below the health of an alert at the end. */
    private void fly() {
        String lines = IntStream.range(0, REPORTS)
                .mapToObj(i -> new Report(
                        name,
                        takeoff.plusSeconds(i),
                        40.758 + i * 0.001,
                        -73.9855,
                        i == 0 ? 0 : 111.2,
                        i == REPORTS - 1 ? 90 : 149,
                        151))
                .map(report -> new String(ReportJson.write(report), StandardCharsets.UTF_8).strip())
                .collect(Collectors.joining("\n"));
        Door.Answer answer =
                door.post("/api/telemetry", "application/x-ndjson", lines.getBytes(StandardCharsets.UTF_8));
        assertThat(answer.json().get("accepted").asInt()).isEqualTo(REPORTS);
    }

    @Test
    void showsChartsReplaysAndAsks() throws IOException {
        List<String> complaints = new CopyOnWriteArrayList<>();
        try (Browser browser = Browser.openOrSkip();
                BrowserContext context = browser.get().newContext()) {
            Page page = context.newPage();
            page.setDefaultTimeout(SOON.toMillis());
            page.onConsoleMessage(message -> {
                // Whether it is a simulated one, which could be stopped, is asked for; a vehicle is not, and the
                // browser says 404.
                boolean asked = message.location().contains("/api/unicorns/" + name + ":");
                if (message.type().equals("error") && !asked) {
                    complaints.add(message.text() + " at " + message.location());
                }
            });
            page.onPageError(complaints::add);
            page.navigate(door.page("/").toString());
            fly();

            seesItLive(page);
            chartsWhatTheApiReturns(page);
            listsItsAlert(page);
            replaysIt(page);
            drawsAndDownloadsItsPath(page);
        }
        assertThat(complaints).isEmpty();
    }

    private void seesItLive(Page page) {
        page.locator("#search").fill(name);
        Locator row = page.locator("#fleet-list [role=option]:visible");
        assertThat(row).hasCount(1, new HasCountOptions().setTimeout(30_000));
        row.click();
        assertThat(page.locator("#panel-position")).hasText("40.7690 N 73.9855 W");
        assertThat(page.locator("#panel-heading")).hasText("0° N");
        assertThat(page.locator("#panel-health")).hasText("90");
    }

    private void chartsWhatTheApiReturns(Page page) {
        await().atMost(SOON).until(() -> samples() == REPORTS);
        page.locator("#summaries-range").selectOption("15");
        // The suite's windows are shorter than the minutes that the page counts in; there the sums must be the same.
        assertThat(page.locator("#summaries tr").last()).isVisible();
        int shown = page.locator("#summaries tr td:last-child").allTextContents().stream()
                .mapToInt(Integer::parseInt)
                .sum();
        assertThat(shown).isEqualTo(REPORTS);
    }

    private int samples() {
        int samples = 0;
        for (JsonNode summary :
                door.get("/api/unicorns/" + name + "/summaries").json().get("items")) {
            samples += summary.get("samples").asInt();
        }
        return samples;
    }

    private void listsItsAlert(Page page) {
        page.locator("#tab-alerts").click();
        page.getByLabel("Acknowledge " + name + ", Health").click();
        assertThat(page.getByLabel("Undo the acknowledgement of " + name + ", Health"))
                .isVisible();
        page.locator("#tab-map").click();
    }

    private void replaysIt(Page page) {
        await().atMost(SOON).until(() -> archived() == REPORTS);
        page.locator("#open-replay").click();
        page.locator("#replay-range").selectOption("900");
        page.locator("#replay-load").click();
        page.getByLabel("Pause").click();
        page.locator("#replay-at").fill("1000");
        assertThat(page.locator("#panel-name")).hasText(name);
        assertThat(page.locator("#panel-position")).hasText("40.7690 N 73.9855 W");
        page.locator("#replay-close").click();
    }

    private int archived() {
        String query = door.postJson(
                        "/api/queries", "{\"sql\":\"SELECT count(*) FROM reports WHERE name = '" + name + "'\"}")
                .location()
                .replaceFirst("^https?://[^/]+", "");
        String state = await().atMost(SOON)
                .until(
                        () -> door.get(query).json().get("state").asString(),
                        s -> !s.equals("QUEUED") && !s.equals("RUNNING"));
        return state.equals("SUCCEEDED")
                ? door.get(query + "/results").json().get("items").get(0).get(0).asInt()
                : -1;
    }

    private void drawsAndDownloadsItsPath(Page page) throws IOException {
        page.locator("#tab-archive").click();
        page.locator("#question").selectOption("path");
        page.locator("#parameter-name").fill(name);
        page.locator("#sql-run").click();
        assertThat(page.locator("#sql-rows tr")).hasCount(REPORTS, new HasCountOptions().setTimeout(60_000));
        Download download = page.waitForDownload(() -> page.locator("#sql-csv").click());
        assertThat(Files.readString(download.path())).hasLineCount(REPORTS + 1).contains("40.769");
        page.locator("#sql-plot").click();
        assertThat(page.locator("#plotted-text")).hasText("Path of " + name + ": " + REPORTS + " positions");
    }
}
