package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The archive's view in a real browser. */
class ArchiveBrowserIT {

    @RegisterExtension
    static final PageFixture live = new PageFixture();

    private Page page;

    @BeforeEach
    void open() {
        page = live.page();
        live.show("#archive");
        assertThat(page.locator("#files tr")).hasCount(12);
    }

    private void askForThePathOf(String name) {
        page.locator("#question").selectOption("path");
        page.locator("#parameter-name").fill(name);
        page.locator("#sql-run").click();
        assertThat(page.locator("#sql-rows tr")).hasCount(40);
    }

    @Test
    void runsSqlAndSortsItsRowsByAnyColumn() {
        page.locator("#sql-run").click();
        assertThat(page.locator("#sql-rows tr")).hasCount(40);
        assertThat(page.locator("#sql-state")).hasText("40 rows, 18.4 MB read, 842 ms");

        page.getByText("name", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.locator("#sql-rows tr").nth(9)).containsText("Shadowfax-9");
        page.getByText("reports", new Page.GetByTextOptions().setExact(true)).click();
        page.getByText("reports", new Page.GetByTextOptions().setExact(true)).click();

        assertThat(page.locator("#sql-rows tr").first()).containsText("3600");
        assertThat(page.locator("#sql-head th").nth(1)).hasAttribute("aria-sort", "descending");
    }

    @Test
    void downloadsAllOfTheAnswer() throws IOException {
        page.locator("#sql-run").click();
        assertThat(page.locator("#sql-rows tr")).hasCount(40);

        Download download = page.waitForDownload(() -> page.locator("#sql-csv").click());

        assertThat(download.suggestedFilename()).isEqualTo("wild-rydes-sql.csv");
        assertThat(Files.readString(download.path()))
                .startsWith("\"name\",\"reports\"\n\"Shadowfax-0\",\"3600\"\n")
                .hasLineCount(41);
    }

    @Test
    void runsAReadyReport() {
        page.locator("#question").selectOption("path");
        assertThat(page.locator("#sql-field")).isHidden();
        assertThat(page.getByLabel("Late hours")).hasValue("24");
        page.locator("#sql-run").click();
        assertThat(page.locator("#sql-state")).hasText("");

        page.locator("#parameter-name").fill("O'Hara");
        page.locator("#parameter-from").fill("2026-11-23T01:00");
        page.locator("#parameter-to").fill("2026-11-23T02:00:07");
        page.locator("#sql-run").click();

        assertThat(page.locator("#sql-rows tr")).hasCount(40);
        assertThat(live.services().asked())
                .isEqualTo("/api/reports/path {\"name\":\"O'Hara\",\"from\":\"2026-11-23T01:00Z\","
                        + "\"to\":\"2026-11-23T02:00:07Z\",\"lateHours\":24}");
    }

    @Test
    void drawsAPathOnTheMap() {
        askForThePathOf("O'Hara");

        page.locator("#sql-plot").click();

        assertThat(page.locator("#view-map")).isVisible();
        assertThat(page.locator("#plotted-text")).hasText("Path of O'Hara: 40 positions");
        page.waitForCondition(() -> paintedPixels() > 500);
        page.locator("#plotted-clear").click();
        assertThat(page.locator("#plotted")).isHidden();
        page.waitForCondition(() -> paintedPixels() == 0);
    }

    /** Of the paths' own canvas. */
    private int paintedPixels() {
        return (Integer) page.evaluate("""
                () => [...document.querySelectorAll('.leaflet-overlay-pane canvas:not([aria-hidden])')].reduce((sum, canvas) =>
                  sum + canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.filter((v, i) => i % 4 === 3 && v > 0).length, 0)""");
    }

    @Test
    void offersNoMapForAnAnswerWithoutPositions() {
        page.locator("#sql-run").click();

        assertThat(page.locator("#sql-csv")).isVisible();
        assertThat(page.locator("#sql-plot")).isHidden();
    }
}
