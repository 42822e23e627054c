package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Playing a past range of time in a real browser. */
class ReplayBrowserIT {

    @RegisterExtension
    static final PageFixture live = new PageFixture();

    private Page page;

    @BeforeEach
    void open() {
        page = live.page();
        page.locator("#open-replay").click();
    }

    private void loadAndPause() {
        page.locator("#replay-load").click();
        page.getByLabel("Pause").click();
    }

    /** @param part 0 for the beginning, 1000 for the end */
    private void scrubTo(int part) {
        page.locator("#replay-at").fill(String.valueOf(part));
    }

    @Test
    void playsWhatTheArchiveHasAndGoesBackToWhatIsLive() {
        loadAndPause();
        page.locator("#replay-speed").selectOption("300");
        page.getByLabel("Play", new Page.GetByLabelOptions().setExact(true)).click();

        assertThat(page.locator("#replay-clock")).hasText("2026-11-23 01:10:00 UTC");
        assertThat(live.row("Grani, the grey")).isVisible();
        assertThat(page.getByLabel("Play", new Page.GetByLabelOptions().setExact(true)))
                .isVisible();
        assertThat(page.locator("body")).hasClass("replaying");
        live.report("Bayard", 40.7, -74);
        assertThat(page.locator("#figure-flying")).hasText("2");
        assertThat(page.locator("#fleet-count")).hasText("2");
        assertThat(live.row("Bayard")).isHidden();

        page.locator("#replay-close").click();

        assertThat(live.row("Bayard")).isVisible();
        assertThat(live.row("Grani, the grey")).isHidden();
        assertThat(page.locator("body")).not().hasClass("replaying");
    }

    @Test
    void asksForTheRangeInThreeHundredSteps() {
        page.locator("#replay-range").selectOption("");
        page.getByLabel("From (UTC)").first().fill("2026-11-23T01:00");
        page.getByLabel("To (UTC)").first().fill("2026-11-23T02:00");
        loadAndPause();

        assertThat(live.services().asked())
                .isEqualTo(
                        "/api/reports/fleet {\"from\":\"2026-11-23T01:00:00.000Z\",\"to\":\"2026-11-23T02:00:00.000Z\","
                                + "\"stepSeconds\":12,\"limit\":400000}");
    }

    @Test
    void showsEverybodyWhereTheyWereAtTheTimeOfTheScrubber() {
        loadAndPause();

        scrubTo(0);
        assertThat(page.locator("#replay-clock")).hasText("2026-11-23 01:00:00 UTC");
        assertThat(page.locator("#fleet-count")).hasText("1");
        live.row("Shadowfax").click();
        assertThat(page.locator("#panel-position")).hasText("40.7500 N 74.0000 W");
        assertThat(page.locator("#panel-health")).hasText("100");

        scrubTo(500);
        assertThat(page.locator("#fleet-count")).hasText("2");
        assertThat(page.locator("#panel-position")).hasText("40.7500 N 73.9000 W");
        assertThat(page.locator("#panel-heading")).hasText("90° E");
        // A thousandth of a degree of longitude there is 84.2 m, and takes 3 s.
        assertThat(page.locator("#panel-speed")).hasText("28.1 m/s");

        scrubTo(250);
        assertThat(page.locator("#fleet-count")).hasText("1");
        assertThat(page.locator("#panel-position")).hasText("40.7500 N 73.9500 W");
    }

    @Test
    void refusesARangeThatEndsBeforeItBegins() {
        page.locator("#replay-range").selectOption("");
        page.getByLabel("From (UTC)").first().fill("2026-11-23T02:00");
        page.getByLabel("To (UTC)").first().fill("2026-11-23T02:00");
        page.locator("#replay-load").click();

        assertThat(page.locator("#replay-note")).hasText("The range must begin before it ends.");
        assertThat(live.services().asked()).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void fliesStraightOnBetweenSamplesAndStandsWhereTheyAreMissing() {
        String at = """
                async ([samples, gap, time]) => {
                  const {Recording} = await import('/js/recording.js');
                  const sample = ([time, latitude, longitude]) => ({name: 'A', time, latitude, longitude, health: 1, magic: 2});
                  return new Recording(samples.map(sample), gap).at(time);
                }""";
        List<List<Number>> samples =
                List.of(List.of(10_000, 10, 179.9), List.of(0, 10, 179.7), List.of(20_000, 10, -179.9));

        List<Object> before = (List<Object>) page.evaluate(at, List.of(samples, 10_000, -1));
        List<Object> across = (List<Object>) page.evaluate(at, List.of(samples, 10_000, 17_500));
        List<Object> gap = (List<Object>) page.evaluate(at, List.of(samples, 9_999, 17_500));

        assertThat(before).isEmpty();
        List<Object> there = (List<Object>) across.get(0);
        assertThat(((Number) there.get(2)).doubleValue()).isCloseTo(-179.95, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(((Number) there.get(4)).doubleValue()).isCloseTo(90, org.assertj.core.data.Offset.offset(1e-9));
        List<Object> stands = (List<Object>) gap.get(0);
        assertThat(((Number) stands.get(2)).doubleValue()).isEqualTo(179.9);
        assertThat(stands.get(3)).as("speed").isNull();
        assertThat(((Number) stands.get(7)).longValue()).as("time").isEqualTo(10_000);
    }
}
