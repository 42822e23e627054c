package com.wildrydes.dashboard;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each view, on a desktop and on a phone, light and then, switched over, dark: axe-core finds nothing against WCAG 2.2 AA or its
 * own best practices, and nothing is wider than the window. The pictures are left in {@code target/screenshots}.
 */
class ViewsBrowserIT {

    @RegisterExtension
    static final PageFixture live = new PageFixture();

    private enum View {
        MAP,
        PANEL {
            @Override
            void show(Page page) {
                live.row("Shadowfax").click();
                assertThat(page.locator("#chart-vitals canvas")).isVisible();
            }
        },
        REPLAY {
            @Override
            void show(Page page) {
                page.locator("#open-replay").click();
                page.locator("#replay-load").click();
                page.getByLabel("Pause").click();
                page.locator("#replay-at").fill("700");
            }
        },
        FLY {
            @Override
            void show(Page page) {
                page.locator("#open-fly").click();
                assertThat(page.locator("#fly")).isVisible();
            }
        },
        PATH {
            @Override
            void show(Page page) {
                live.show("#archive");
                page.locator("#question").selectOption("path");
                page.locator("#parameter-name").fill("Shadowfax");
                page.locator("#sql-run").click();
                page.locator("#sql-plot").click();
                assertThat(page.locator("#plotted")).isVisible();
            }
        },
        ALERTS {
            @Override
            void show(Page page) {
                for (int i = 0; i < 9; i++) {
                    live.services()
                            .alert(
                                    "Llamrei-" + i,
                                    "HealthPoints",
                                    "raised",
                                    91 + i,
                                    Instant.now().minusSeconds(90L * i));
                }
                live.show("#alerts");
                page.getByLabel("Acknowledge Llamrei-4, Health").click();
            }
        },
        ARCHIVE {
            @Override
            void show(Page page) {
                live.show("#archive");
                page.locator("#sql-run").click();
                assertThat(page.locator("#sql-rows tr")).hasCount(40);
            }
        },
        INTERFACES {
            @Override
            void show(Page page) {
                live.show("apis.html");
                assertThat(page.locator(".opblock").first()).isVisible();
            }
        };

        void show(Page page) {
            page.waitForSelector("canvas.leaflet-tile-loaded");
        }
    }

    private record Window(String name, int width, int height) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> looks() {
        List<Window> windows = List.of(new Window("desktop", 1440, 900), new Window("phone", 360, 740));
        return Stream.of(View.values()).flatMap(view -> windows.stream().map(window -> Arguments.of(view, window)));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void canBeUsedByEverybody(View view, Window window) {
        live.report("Silent", 40.72, -73.99, Instant.now().minusSeconds(100));
        live.report("Rocinante", 40.76, -73.97);
        Page page = live.open(window.width(), window.height());

        view.show(page);

        assertAll(Stream.of(ColorScheme.LIGHT, ColorScheme.DARK).map(colours -> () -> {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(colours));
            live.screenshot(
                    String.join("-", view.name(), colours.name(), window.name()).toLowerCase(Locale.ROOT));
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of what is to be seen")
                    .isLessThanOrEqualTo(window.width());
            // What Swagger UI writes is not ours.
            assertThat(new AxeBuilder(page).exclude(".swagger-ui").analyze().getViolations())
                    .as(colours.name())
                    .extracting(rule -> rule.getId() + ": "
                            + rule.getNodes().stream()
                                    .map(n -> n.getHtml() + n.getTarget())
                                    .toList())
                    .isEmpty();
        }));
    }
}
