package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.wildrydes.browser.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page of the interfaces in a real browser, under the door's Content-Security-Policy. */
class ApisBrowserIT {

    private static final List<String> SERVICES = List.of(
            "producer-service", "dashboard-service", "persister-service", "archive-service", "aggregator-service");

    @Test
    void showsTheDocumentsOfAllServicesAndCallsThemAtTheDoor() throws IOException {
        Complaints complaints = new Complaints();
        try (Browser browser = Browser.openOrSkip();
                DemoServices services = new DemoServices();
                DashboardServer server = new DashboardServer(services.settings());
                BrowserContext context = browser.get().newContext()) {
            Page page = context.newPage();
            complaints.listenTo(page);
            page.navigate(server.http("/apis.html").toString());

            for (String service : SERVICES) {
                assertThat(page.locator("#" + service + " .opblock").first()).isVisible();
            }
            assertThat(page.locator("#dashboard-service")).containsText("/api/positions");
            Locator files = page.locator("#persister-service .opblock");
            files.locator(".opblock-summary-control").click();
            files.getByText("Try it out").click();
            files.getByText("Execute", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(files.locator(".live-responses-table")).containsText("raw/");
            assertThat(files.locator(".request-url"))
                    .containsText(server.http("/api/files").toString());
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", "apis.png")));
        }
        complaints.assertOnlyAllowed();
    }
}
