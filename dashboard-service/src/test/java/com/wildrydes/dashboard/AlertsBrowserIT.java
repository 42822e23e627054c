package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The alerts in a real browser. */
class AlertsBrowserIT {

    @RegisterExtension
    static final PageFixture live = new PageFixture();

    private Page page;

    @BeforeEach
    void raiseSome() {
        page = live.page();
        live.services()
                .alert(
                        "Rocinante",
                        "HealthPoints",
                        "cleared",
                        106,
                        Instant.now().minusSeconds(4000));
        live.services()
                .alert("Shadowfax", "HealthPoints", "raised", 97, Instant.now().minusSeconds(300));
        live.services()
                .alert("Shadowfax", "MagicPoints", "raised", -3, Instant.now().minusSeconds(20));
        live.show("#alerts");
        page.reload();
    }

    /** As when the tab is looked at again, so that no timer of the page decides. */
    private void refresh() {
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    }

    private Locator alert(int row) {
        return page.locator("#alerts tr").nth(row);
    }

    @Test
    void listsWhatIsRaisedAndWhatWasCleared() {
        assertThat(page.locator("#alerts tr")).hasCount(2);
        assertThat(alert(0)).containsText("Shadowfax");
        assertThat(alert(0)).containsText("Magic");
        assertThat(alert(0).locator(".value")).hasText("-3");
        assertThat(page.locator("#alerts-badge")).hasText("2");

        page.getByLabel("Cleared").check();

        assertThat(page.locator("#alerts tr")).hasCount(1);
        assertThat(alert(0)).containsText("Rocinante");
        assertThat(alert(0).locator(".value")).hasText("106");
        assertThat(page.locator("#alerts-acknowledge-all")).isHidden();
    }

    @Test
    void remembersWhatWasAcknowledgedUntilTheAlertIsRaisedAnew() {
        page.getByLabel("Acknowledge Shadowfax, Health").click();
        assertThat(page.locator("#alerts-badge")).hasText("1");

        page.reload();

        assertThat(page.locator("#alerts-badge")).hasText("1");
        assertThat(page.getByLabel("Undo the acknowledgement of Shadowfax, Health"))
                .isVisible();
        live.services().alert("Shadowfax", "HealthPoints", "raised", 94, Instant.now());
        refresh();
        assertThat(page.getByLabel("Acknowledge Shadowfax, Health")).isVisible();
        assertThat(page.locator("#alerts-badge")).hasText("2");

        page.locator("#alerts-acknowledge-all").click();
        assertThat(page.locator("#alerts-badge")).isHidden();
        page.getByLabel("Undo the acknowledgement of Shadowfax, Magic").click();
        assertThat(page.locator("#alerts-badge")).hasText("1");
    }

    @Test
    void keepsTheFocusWhileTheListIsRenewed() {
        page.getByLabel("Acknowledge Shadowfax, Health").focus();

        live.services().alert("Bayard", "HealthPoints", "raised", 99, Instant.now());
        refresh();

        assertThat(alert(0)).containsText("Bayard");
        assertThat(page.getByLabel("Acknowledge Shadowfax, Health")).isFocused();
    }

    @Test
    void tellsAScreenReaderOfNewAlertsOnly() {
        assertThat(page.locator("#alerts tr")).hasCount(2);
        assertThat(page.locator("#alerts-announcement")).hasText("");

        live.services().alert("Bayard", "HealthPoints", "raised", 99, Instant.now());
        refresh();

        assertThat(page.locator("#alerts-announcement")).hasText("New alert: Health of Bayard is 99.");
    }

    @Test
    void leadsToTheUnicornOnTheMap() {
        alert(0).getByText("Shadowfax").click();

        assertThat(page.locator("#view-map")).isVisible();
        assertThat(page.locator("#panel-name")).hasText("Shadowfax");
    }

    @Test
    void saysThatItCannotReadAndKeepsWhatItKnows() {
        assertThat(page.locator("#alerts tr")).hasCount(2);
        live.services().failAlerts(true);
        refresh();

        assertThat(page.locator("#alerts-problem")).isVisible();
        assertThat(page.locator("#alerts-problem"))
                .hasText("The alerts cannot be read: persister-service cannot be reached What is listed may be old.");
        assertThat(page.locator("#alerts tr")).hasCount(2);

        live.services().failAlerts(false);
        refresh();
        assertThat(page.locator("#alerts-problem")).isHidden();
        live.allow("503");
    }
}
