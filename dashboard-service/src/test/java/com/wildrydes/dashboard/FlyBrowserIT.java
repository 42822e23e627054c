package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Making more fly, in a real browser. */
class FlyBrowserIT {

    @RegisterExtension
    static final PageFixture live = new PageFixture();

    private Page page;

    @BeforeEach
    void open() {
        page = live.page();
        page.locator("#open-fly").click();
    }

    @Test
    void startsAndStopsUnicorns() {
        page.locator("#simulator-start").click();
        assertThat(page.locator("#simulator-note")).hasText("10 took off.");

        page.locator("#simulator-stop-all").click();
        assertThat(page.locator("#simulator-note")).hasText("10 landed.");
        page.locator("#fly-close").click();
        assertThat(page.locator("#fly")).isHidden();
    }

    private void upload(String name, String content) {
        page.locator("#track-file")
                .setInputFiles(
                        new FilePayload(name, "application/octet-stream", content.getBytes(StandardCharsets.UTF_8)));
        page.locator("#track-start").click();
    }

    @Test
    void uploadsATrackAndShowsHowItFlies() {
        page.locator("#track-name").fill("Bus-");
        page.locator("#track-speed").fill("20");
        upload("ride.gpx", "<gpx><trkpt/></gpx>");

        assertThat(page.locator("#track-note"))
                .hasText(
                        "1 took off with 1,200 points. 2 points are left out, the first in line 7: latitude must be -90 to"
                                + " 90, but was 91.");
        assertThat(page.locator("#tracks li")).hasCount(1);
        assertThat(page.locator("#tracks")).containsText("Bus-");
        assertThat(page.locator("#tracks")).containsText("300 of 1,200 points, 20 ×");

        page.locator("#tracks").getByText("Stop").click();
        assertThat(page.locator("#tracks li")).hasCount(0);
    }

    @Test
    void saysWhatIsWrongWithATrack() {
        upload("empty.csv", "nothing");

        assertThat(page.locator("#track-note")).hasText("The file must have track points, but has none");
        assertThat(page.locator("#tracks li")).hasCount(0);
        live.allow("400");
    }
}
