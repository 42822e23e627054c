package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import com.wildrydes.browser.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The page in a real browser. Pictures of it are left in {@code target/screenshots}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up before each test.
class MapBrowserIT {

    private static final String TAMPERED = "<img src=x onerror=document.title='owned'>";

    private Browser browser;
    private DemoServices services;
    private DashboardServer server;
    private BrowserContext context;
    private Page page;
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private Instant now = Instant.now();

    @BeforeAll
    void start() throws IOException {
        browser = Browser.openOrSkip();
        services = new DemoServices();
        server = new DashboardServer(services.settings());
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        if (services != null) {
            services.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openThePage() {
        context = browser.get()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(1280, 800)
                        .setColorScheme(ColorScheme.LIGHT));
        page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        report("Shadowfax", 40.75, -73.98);
        page.navigate(server.http("/").toString());
        assertThat(row("Shadowfax")).isVisible();
    }

    @AfterEach
    void closeThePage() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    /** A second later than the report before. */
    private void report(String name, double latitude, double longitude) {
        now = now.plusMillis(250);
        server.streams()
                .put(
                        "wildrydes",
                        now,
                        Reports.of(name).at(latitude, longitude).at(now).json());
    }

    private Locator row(String name) {
        return page.getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText(name))
                .first();
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }

    /** What the map has painted, without the basemap. */
    private String painted() {
        return (String) page.evaluate("document.querySelector('#map canvas.leaflet-zoom-animated').toDataURL()");
    }

    @Test
    void showsUnicornsThatAppearAndMove() {
        report("Rocinante", 40.76, -73.97);
        assertThat(row("Rocinante")).isVisible();
        assertThat(page.locator("#connection")).hasText("Live");
        row("Rocinante").click();
        assertThat(page.locator("#panel-position")).hasText("40.7600 N 73.9700 W");
        String before = painted();

        report("Rocinante", 40.77, -73.96);

        assertThat(page.locator("#panel-position")).hasText("40.7700 N 73.9600 W");
        page.waitForCondition(() -> !painted().equals(before));
        page.waitForSelector("canvas.leaflet-tile-loaded");
        screenshot("map-light");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.waitForCondition(() ->
                page.evaluate("getComputedStyle(document.body).backgroundColor").equals("rgb(13, 16, 32)"));
        screenshot("map-dark");
    }

    @Test
    void showsTheSummariesOfTheUnicornThatIsPicked() {
        row("Shadowfax").click();

        assertThat(page.locator("#panel-name")).hasText("Shadowfax");
        assertThat(page.locator("#summaries tr")).hasCount(30);
        assertThat(page.locator("#chart-distance canvas")).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.locator("#panel")).isHidden();
    }

    @Test
    void picksAUnicornOnTheMap() {
        page.locator("#search").fill("nobody");
        report("Grani", 40.70, -74.05);
        report("Grani", 40.70, -74.05001);
        page.locator("#search").fill("Grani");
        assertThat(row("Grani")).isVisible();
        page.locator("#search").press("Enter");
        page.locator("#panel-centre").click();
        page.locator("#panel-close").click();
        assertThat(page.locator("#panel")).isHidden();

        var box = page.locator("#map").boundingBox();
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
        report("Sleipnir", 40.74, -73.95);
        page.locator("#search").focus();
        page.keyboard().type("sleip");
        assertThat(page.locator("#fleet-list [role=option]:visible")).hasCount(1);
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");

        assertThat(page.locator("#panel-name")).hasText("Sleipnir");
    }

    @Test
    void keepsANameThatLooksLikeHtmlText() {
        report(TAMPERED, 40.73, -73.99);

        assertThat(row("<img src=x")).containsText(TAMPERED);
        row("<img src=x").click();
        assertThat(page.locator("#panel-name")).hasText(TAMPERED);
        assertThat(page.locator("#panel-name img, .row img")).hasCount(0);
        assertThat(page).hasTitle("Wild Rydes");
    }

    @Test
    void saysWhenTheConnectionIsLostAndComesBack() {
        // Its own script, so that no timer of the page decides when the test sees it.
        context.setOffline(true);
        page.evaluate("dispatchEvent(new Event('offline'))");
        server.closeSessions();
        assertThat(page.locator("#connection")).not().hasText("Live");
        report("Bucephalus", 40.78, -73.97);

        context.setOffline(false);
        page.evaluate("dispatchEvent(new Event('online'))");

        assertThat(page.locator("#connection")).hasText("Live");
        assertThat(row("Bucephalus")).isVisible();
        complaints.removeIf(text -> text.contains("ERR_INTERNET_DISCONNECTED"));
    }

    @Test
    void asksTheArchive() {
        page.getByRole(
                        AriaRole.LINK,
                        new Page.GetByRoleOptions().setName("Archive").setExact(true))
                .click();
        assertThat(page.locator("#files tr")).hasCount(12);

        page.locator("#sql-run").click();

        assertThat(page.locator("#sql-rows tr")).hasCount(40);
        assertThat(page.locator("#sql-state")).containsText("40 rows");
        screenshot("archive-light");
    }

    @Test
    void runsAReadyReport() {
        page.navigate(server.http("/#archive").toString());
        page.locator("#question").selectOption("path");
        assertThat(page.locator("#sql-field")).isHidden();
        assertThat(page.getByLabel("Late hours")).hasValue("24");
        page.locator("#sql-run").click();
        assertThat(page.locator("#sql-state")).hasText("");

        page.locator("#parameter-name").fill("O'Hara");
        page.getByLabel("From (UTC)").fill("2026-11-23T01:00");
        page.getByLabel("To (UTC)").fill("2026-11-23T02:00:07");
        page.locator("#sql-run").click();

        assertThat(page.locator("#sql-rows tr")).hasCount(40);
        assertThat(services.asked())
                .isEqualTo("/api/reports/path {\"name\":\"O'Hara\",\"from\":\"2026-11-23T01:00Z\","
                        + "\"to\":\"2026-11-23T02:00:07Z\",\"lateHours\":24}");
        screenshot("archive-report");
    }

    @Test
    void startsUnicorns() {
        page.locator("#open-simulator").click();
        page.locator("#simulator-start").click();

        assertThat(page.locator("#simulator-note")).hasText("10 took off.");
        page.locator("#simulator-close").click();
        page.locator("#simulator").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    @Test
    void fitsAPhone() {
        page.setViewportSize(360, 740);

        assertThat(row("Shadowfax")).isVisible();
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .isEqualTo(true);
        page.waitForSelector("canvas.leaflet-tile-loaded");
        screenshot("map-phone");
    }

    @Test
    void asksNoOtherHost() {
        List<String> foreign = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (!request.url().startsWith(server.http("").toString())) {
                foreign.add(request.url());
            }
        });
        page.reload();
        assertThat(row("Shadowfax")).isVisible();
        page.waitForFunction("performance.getEntriesByName(new URL('/map/cities.json', location).href).length > 0");

        assertThat(foreign).isEmpty();
    }
}
