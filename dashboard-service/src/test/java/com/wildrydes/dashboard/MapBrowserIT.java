package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The map, the list and the panel in a real browser. */
class MapBrowserIT {

    @RegisterExtension
    static final PageFixture live = new PageFixture();

    private static final String TAMPERED = "<img src=x onerror=document.title='owned'>";

    @Test
    void showsUnicornsThatAppearAndMove() {
        Page page = live.page();
        live.report("Rocinante", 40.76, -73.97);
        assertThat(live.row("Rocinante")).isVisible();
        assertThat(page.locator("#connection")).hasText("Live");
        live.row("Rocinante").click();
        assertThat(page.locator("#panel-position")).hasText("40.7600 N 73.9700 W");
        String before = live.painted();

        live.report("Rocinante", 40.761, -73.971);

        assertThat(page.locator("#panel-position")).hasText("40.7610 N 73.9710 W");
        page.waitForCondition(() -> !live.painted().equals(before));
    }

    @Test
    void fadesAUnicornThatFallsSilentAndThenListsItAsSilent() {
        Page page = live.page();
        live.report("Pegasus", 40.751, -73.981, Instant.now().minusMillis(28_500));
        Locator row = live.row("Pegasus");
        assertThat(row).hasAttribute("data-vital", "good");
        String before = live.painted();

        assertThat(row).hasAttribute("data-vital", "silent");

        assertThat(row).containsText("Silent for 30 s");
        // Others of earlier tests may be silent by now.
        assertThat(page.locator("#figure-silent")).not().hasText("0");
        assertThat(row.locator(".mark")).hasCSS("opacity", "0.5");
        page.waitForCondition(() -> !live.painted().equals(before));
    }

    /**
     * Opening the panel takes room from the map, of which it must know before it looks whether somebody is in view; and a zoom that
     * is still under way must not undo that.
     */
    @Test
    void bringsWhoIsPickedIntoViewThoughThePanelOpens() {
        Page page = live.page();
        live.report("Arion", 40.7505, -74.02);
        live.report("Bayard", 40.7505, -73.94);
        assertThat(live.row("Bayard")).isVisible();
        page.locator("#fit").click();
        page.locator("#zoom-in").click();
        page.locator("#zoom-in").click();

        live.row("Bayard").click();

        BoundingBox map = page.locator("#map").boundingBox();
        page.waitForCondition(() -> {
            // Somewhere on its height in what is left of the map.
            for (double x = map.x + 70; x < map.x + map.width - 70; x += 12) {
                page.mouse().move(x, map.y + map.height / 2);
                if (page.locator("#map.hit").count() == 1) {
                    page.mouse().down();
                    page.mouse().up();
                    return page.locator("#panel-name").innerText().equals("Bayard");
                }
            }
            return false;
        });
    }

    @Test
    void followsUntilTheMapIsDragged() {
        Page page = live.page();
        live.report("Xanthus", 40.76, -73.97);
        live.row("Xanthus").click();
        page.locator("#panel-follow").click();
        assertThat(page.locator("#panel-follow")).hasAttribute("aria-pressed", "true");

        live.report("Xanthus", 41.30, -72.90);

        assertThat(page.locator("#panel-position")).hasText("41.3000 N 72.9000 W");
        BoundingBox map = page.locator("#map").boundingBox();
        // On a window of this width the panel lies on the map, and the middle is that of what it leaves free.
        double middle = (map.x + page.locator("#panel").boundingBox().x) / 2;
        page.waitForCondition(() -> {
            page.mouse().move(map.x + 20, map.y + 300);
            page.mouse().move(middle, map.y + map.height / 2);
            return page.locator("#map.hit").count() == 1;
        });
        page.mouse().move(map.x + 60, map.y + 300);
        page.mouse().down();
        page.mouse().move(map.x + 160, map.y + 340, new com.microsoft.playwright.Mouse.MoveOptions().setSteps(5));
        page.mouse().up();
        assertThat(page.locator("#panel-follow")).hasAttribute("aria-pressed", "false");
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 60, 360, 1440, 10080})
    void chartsTheSummariesThatTheApiReturns(int minutes) throws IOException, InterruptedException {
        Page page = live.page();
        live.row("Shadowfax").click();
        page.locator("#summaries-range").selectOption(String.valueOf(minutes));

        Instant to = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1));
        long metres = sumOfDistances("Shadowfax", to.minus(Duration.ofMinutes(minutes)), to);

        Locator chart = page.locator("#chart-distance");
        assertThat(chart.locator("canvas")).isVisible();
        assertThat(chart)
                .hasAttribute(
                        "aria-label",
                        java.util.regex.Pattern.compile("^" + String.format(Locale.ROOT, "%,d metres ", metres)));
        assertThat(page.locator("#summaries tr").first()).isVisible();
    }

    private static long sumOfDistances(String name, Instant from, Instant to) throws IOException, InterruptedException {
        double metres = 0;
        String cursor = "";
        do {
            JsonNode page = JsonMapper.shared()
                    .readTree(Http.get(live.server()
                                    .http("/api/unicorns/" + name + "/summaries?limit=1000&from=" + from + "&to=" + to
                                            + cursor))
                            .body());
            for (JsonNode summary : page.get("items")) {
                metres += summary.get("distance").doubleValue();
            }
            cursor = page.get("cursor").isNull()
                    ? ""
                    : "&cursor=" + page.get("cursor").stringValue();
        } while (!cursor.isEmpty());
        return Math.round(metres);
    }

    @Test
    void closesThePanelWithEscape() {
        Page page = live.page();
        live.row("Shadowfax").click();
        assertThat(page.locator("#panel-name")).hasText("Shadowfax");

        page.keyboard().press("Escape");

        assertThat(page.locator("#panel")).isHidden();
        assertThat(page.locator("#fleet-list")).isFocused();
    }

    @Test
    void picksAUnicornOnTheMap() {
        Page page = live.page();
        page.locator("#search").fill("nobody");
        live.report("Grani", 40.70, -74.05);
        live.report("Grani", 40.70, -74.05001);
        page.locator("#search").fill("Grani");
        assertThat(live.row("Grani")).isVisible();
        page.locator("#search").press("Enter");
        page.locator("#panel-centre").click();
        page.locator("#panel-close").click();
        assertThat(page.locator("#panel")).isHidden();

        BoundingBox box = page.locator("#map").boundingBox();
        // The panel lay beside or on the map when it was centred, so look for it around the middle.
        boolean picked = false;
        for (int dx = -400; dx <= 400 && !picked; dx += 12) {
            page.mouse().move(box.x + box.width / 2 + dx, box.y + box.height / 2);
            picked = page.locator("#map.hit").count() > 0;
            if (picked) {
                page.mouse().down();
                page.mouse().up();
            }
        }

        assertThat(picked).isTrue();
        assertThat(page.locator("#panel")).isVisible();
    }

    @Test
    void findsAndPicksByKeyboardAlone() {
        Page page = live.page();
        live.report("Sleipnir", 40.74, -73.95);
        page.locator("#search").focus();
        page.keyboard().type("sleip");
        assertThat(page.locator("#fleet-list [role=option]:visible")).hasCount(1);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");

        assertThat(page.locator("#panel-name")).hasText("Sleipnir");
    }

    @Test
    void keepsANameThatLooksLikeHtmlText() {
        Page page = live.page();
        live.report(TAMPERED, 40.73, -73.99);

        assertThat(live.row("<img src=x")).containsText(TAMPERED);
        live.row("<img src=x").click();
        assertThat(page.locator("#panel-name")).hasText(TAMPERED);
        assertThat(page.locator("#panel-name img, .row img")).hasCount(0);
        assertThat(page).hasTitle("Wild Rydes");
    }

    @Test
    void followsTheSystemBetweenLightAndDark() {
        Page page = live.page();
        String light = live.painted();

        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));

        page.waitForCondition(() ->
                page.evaluate("getComputedStyle(document.body).backgroundColor").equals("rgb(13, 16, 32)"));
        page.waitForCondition(() -> !live.painted().equals(light));
    }
}
