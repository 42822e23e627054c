package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.wildrydes.browser.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The page in a real browser: one browser and one dashboard for a class, a new page for each test, with Shadowfax on its map. A
 * test fails when the page has complained of anything that {@link #allow} did not allow.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields up before the tests.
final class PageFixture implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private final Complaints complaints = new Complaints();
    private @Nullable Browser browser;
    private DemoServices services;
    private DashboardServer server;
    private BrowserContext context;
    private Page page;
    private Instant now = Instant.now();

    @Override
    public void beforeAll(ExtensionContext test) throws IOException {
        browser = Browser.openOrSkip();
        services = new DemoServices();
        server = new DashboardServer(services.settings());
    }

    @Override
    public void afterAll(ExtensionContext test) {
        if (browser != null) {
            server.close();
            services.close();
            browser.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext test) {
        services.reset();
        report("Shadowfax", 40.75, -73.98);
        open(1280, 800);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        context.close();
        complaints.assertOnlyAllowed();
    }

    /** Opens the page anew, in light colours, for a window of this size in CSS pixels. */
    Page open(int width, int height) {
        if (context != null) {
            context.close();
        }
        context = Objects.requireNonNull(browser)
                .get()
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setColorScheme(ColorScheme.LIGHT));
        page = context.newPage();
        complaints.listenTo(page);
        page.navigate(server.http("/").toString());
        assertThat(row("Shadowfax")).isVisible();
        return page;
    }

    /** Goes to a view of the page, such as {@code #alerts}. */
    void show(String view) {
        page.navigate(server.http("/" + view).toString());
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    DashboardServer server() {
        return server;
    }

    DemoServices services() {
        return services;
    }

    /** Stops the dashboard and starts it anew at the same address, with nothing in its streams. */
    void restartServer() {
        int port = server.port();
        server.close();
        server = DashboardServer.at(port, services.settings());
    }

    /** Complaints that the test brings about. */
    void allow(String part) {
        complaints.allow(part);
    }

    /** A report later than all before, and not before now. */
    void report(String name, double latitude, double longitude) {
        Instant next = now.plusMillis(250);
        now = next.isBefore(Instant.now()) ? Instant.now() : next;
        report(name, latitude, longitude, now);
    }

    /** @param time the StatusTime; it arrives now */
    void report(String name, double latitude, double longitude, Instant time) {
        server.streams()
                .put(
                        "wildrydes",
                        Instant.now(),
                        Reports.of(name).at(latitude, longitude).at(time).json());
    }

    Locator row(String name) {
        return page.getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText(name))
                .first();
    }

    /** Leaves a picture in {@code target/screenshots}. */
    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", name + ".png")));
    }

    /** What the map has painted, without the basemap. */
    String painted() {
        return (String) page.evaluate("document.querySelector('#map canvas.leaflet-zoom-animated').toDataURL()");
    }
}
