package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
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

/** The map with a tile server, in a real browser, under the Content-Security-Policy that the setting makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up before each test.
class TilesBrowserIT {

    private static final String ATTRIBUTION = "© <b>Somebody</b> & Co.";
    private static final String NOTE = "Tile server not reachable, built-in map · ";

    private Browser browser;
    private DemoServices services;
    private TileFiles tiles;
    private DashboardServer server;
    private BrowserContext context;
    private Page page;
    private final Complaints complaints = new Complaints();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    @BeforeAll
    void start() throws IOException {
        browser = Browser.openOrSkip();
        services = new DemoServices();
        tiles = new TileFiles();
        server = dashboard(
                "wildrydes.dashboard.map.tiles=" + tiles.address() + "/{z}/{x}/{y}.png",
                "wildrydes.dashboard.map.attribution=" + ATTRIBUTION);
    }

    private DashboardServer dashboard(String... settings) {
        DashboardServer dashboard = new DashboardServer(java.util.stream.Stream.of(services.settings(), settings)
                .flatMap(java.util.stream.Stream::of)
                .toArray(String[]::new));
        dashboard
                .streams()
                .put(
                        "wildrydes",
                        Instant.now(),
                        Reports.of("Shadowfax")
                                .at(40.75, -73.98)
                                .at(Instant.now())
                                .json());
        return dashboard;
    }

    @AfterAll
    void stop() {
        if (server != null) {
            server.close();
        }
        if (tiles != null) {
            tiles.close();
        }
        if (services != null) {
            services.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openABrowser() {
        tiles.fail(false);
        tiles.asked().clear();
        context = browser.get()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1280, 800));
        page = context.newPage();
        complaints.listenTo(page);
        complaints.allow(tiles.address());
        page.onRequest(request -> requests.add(request.url()));
        page.clock().install();
    }

    @AfterEach
    void closeIt() {
        context.close();
        complaints.assertOnlyAllowed();
    }

    private Locator tilesShown() {
        return page.locator("img.leaflet-tile-loaded");
    }

    private Locator builtIn() {
        return page.locator(".ground canvas.leaflet-tile-loaded");
    }

    private void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }

    @Test
    void showsTheTilesOverTheBuiltInMapWithTheirAttributionAsText() {
        page.navigate(server.http("/").toString());

        assertThat(tilesShown().first()).isVisible();
        assertThat(builtIn().first()).isVisible();
        assertThat(page.locator("#tiles-credit")).hasText(ATTRIBUTION + " ·");
        assertThat(page.locator(".credits b")).hasCount(0);
        assertThat(page.locator("#tiles-note")).isEmpty();
        assertThat(tiles.asked()).allMatch(path -> path.matches("/\\d+/\\d+/\\d+\\.png"));
        assertThat(tiles.referrers()).isNotEmpty().containsOnly(server.http("/").toString());
        screenshot("tiles-light");
    }

    @Test
    void liesBelowTheUnicornsAndAboveTheBuiltInMap() {
        page.navigate(server.http("/").toString());
        assertThat(tilesShown().first()).isVisible();
        assertThat(builtIn().first()).isVisible();

        assertThat(page.evaluate("getComputedStyle(document.querySelector('.leaflet-layer.tiles')).zIndex"
                        + " > getComputedStyle(document.querySelector('.leaflet-layer.ground')).zIndex"))
                .isEqualTo(true);
        assertThat(page.evaluate("document.querySelector('.leaflet-layer.tiles')"
                        + ".closest('.leaflet-pane').compareDocumentPosition(document.querySelector("
                        + "'#map canvas.leaflet-zoom-animated').closest('.leaflet-pane')) === 4"))
                .isEqualTo(true);
    }

    @Test
    void fallsBackToTheBuiltInMapWhenTilesFailAndComesBackAfterAMinute() {
        page.navigate(server.http("/").toString());
        assertThat(tilesShown().first()).isVisible();

        tiles.fail(true);
        page.locator("#zoom-out").click();

        assertThat(page.locator("#tiles-note")).hasText(NOTE.strip());
        assertThat(page.locator("#tiles-credit")).isEmpty();
        assertThat(page.locator(".leaflet-layer.tiles")).hasCount(0);
        assertThat(builtIn().first()).isVisible();
        screenshot("tiles-failed");

        tiles.fail(false);
        page.clock().runFor(60_000);

        assertThat(tilesShown().first()).isVisible();
        assertThat(page.locator("#tiles-note")).isEmpty();
        assertThat(page.locator("#tiles-credit")).hasText(ATTRIBUTION + " ·");
    }

    @Test
    void staysWithTheBuiltInMapWhileTheTileServerIsAwayAndTriesAgainWhenTheNetworkIsBack() {
        tiles.fail(true);
        page.navigate(server.http("/").toString());
        assertThat(page.locator("#tiles-note")).hasText(NOTE.strip());

        page.clock().runFor(61_000);
        page.waitForCondition(() -> page.locator(".leaflet-layer.tiles").count() == 0);
        assertThat(page.locator("#tiles-note")).hasText(NOTE.strip());

        tiles.fail(false);
        page.evaluate("dispatchEvent(new Event('online'))");
        assertThat(tilesShown().first()).isVisible();
        assertThat(page.locator("#tiles-note")).isEmpty();
    }

    @Test
    void asksNoOtherHostWhenNoTileServerIsSet() {
        requests.clear();
        try (DashboardServer plain = dashboard()) {
            page.navigate(plain.http("/").toString());
            assertThat(builtIn().first()).isVisible();
            assertThat(page.locator("#tiles-note")).isEmpty();
            assertThat(page.locator("#tiles-credit")).isEmpty();

            assertThat(requests)
                    .contains(plain.http("/api/map").toString())
                    .allMatch(url -> url.startsWith(plain.http("/").toString()) || url.startsWith("data:"));
            page.navigate("about:blank");
        }
    }
}
