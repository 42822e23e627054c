package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the page does when the network or the server goes, and what it asks of the network at all. */
class ConnectionBrowserIT {

    @RegisterExtension
    static final PageFixture live = new PageFixture();

    /** What the page may weigh, compressed. */
    private static final int MOST_BYTES = 1_500_000;

    private static final String CITIES_ARE_THERE =
            "performance.getEntriesByName(new URL('/map/cities.json', location).href).length > 0";

    @Test
    void saysWhenTheConnectionIsLostAndComesBack() {
        Page page = live.page();
        // Its own script, so that no timer of the page decides when the test sees it.
        live.context().setOffline(true);
        page.evaluate("dispatchEvent(new Event('offline'))");
        live.server().closeSessions();
        assertThat(page.locator("#connection")).not().hasText("Live");
        assertThat(page.locator("#stale")).containsText("Not connected");
        live.report("Bucephalus", 40.78, -73.97);
        // From its next try on it waits without end, unless the network's return is what it hears.
        page.evaluate("""
                () => {
                  const timeout = window.setTimeout;
                  window.setTimeout = (then, ...rest) => {
                    if (!String(then).includes('retryNow')) return timeout(then, ...rest);
                    window.waits = true;
                    return -1;
                  };
                }""");
        waitUntil(page, "window.waits === true");

        live.context().setOffline(false);
        page.evaluate("dispatchEvent(new Event('online'))");

        assertThat(page.locator("#connection")).hasText("Live");
        assertThat(live.row("Bucephalus")).isVisible();
        live.allow("ERR_INTERNET_DISCONNECTED");
    }

    @Test
    void missesNobodyAfterTheServiceHasRestarted() {
        Page page = live.page();
        live.report("Arion", 40.74, -73.98);
        assertThat(live.row("Arion")).isVisible();

        live.restartServer();
        live.report("Shadowfax", 40.75, -73.97);
        live.report("Arion", 40.74, -73.97);
        live.report("Bayard", 40.73, -73.97);

        assertThat(live.row("Bayard")).isVisible();
        assertThat(page.locator("#connection")).hasText("Live");
        assertThat(page.locator("#fleet-count")).hasText("3");
        for (String name : List.of("Shadowfax", "Arion", "Bayard")) {
            live.row(name).click();
            assertThat(page.locator("#panel-position")).containsText("73.9700 W");
        }
        live.allow("ERR_CONNECTION_REFUSED");
        live.allow("502");
        live.allow("503");
    }

    @Test
    void asksNoOtherHost() {
        Page page = live.page();
        List<String> foreign = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (!request.url().startsWith(live.server().http("").toString())) {
                foreign.add(request.url());
            }
        });
        page.reload();
        assertThat(live.row("Shadowfax")).isVisible();
        waitUntil(page, CITIES_ARE_THERE);
        page.waitForSelector("canvas.leaflet-tile-loaded");

        assertThat(foreign).isEmpty();
    }

    @Test
    void weighsLittle() {
        Page page = live.page();
        waitUntil(page, CITIES_ARE_THERE);
        live.show("#archive");
        assertThat(page.locator("#files tr").first()).isVisible();

        int bytes = (Integer)
                page.evaluate(
                        "performance.getEntriesByType('navigation')"
                                + ".concat(performance.getEntriesByType('resource')).reduce((sum, part) => sum + part.encodedBodySize, 0)");

        assertThat(bytes).isBetween(100_000, MOST_BYTES);
    }

    /** Not {@link Page#waitForFunction}: what is not true at once it asks again by {@code eval}, which the page's policy forbids. */
    private static void waitUntil(Page page, String condition) {
        page.waitForCondition(() -> (Boolean) page.evaluate(condition));
    }
}
