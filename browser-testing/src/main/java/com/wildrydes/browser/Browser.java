package com.wildrydes.browser;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The machine's own Chromium and Node, for nothing is downloaded. Where one is missing, that is said loudly. */
public final class Browser implements AutoCloseable {

    private static final String NEEDED =
            "chromium and node must be on the PATH (on Debian: apt-get install chromium nodejs)";

    /** What a test waits for may take as long on a busy machine: Playwright's own five seconds pass before its first page is drawn. */
    private static final Duration SOON = Duration.ofSeconds(20);

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Browser(Path chromium, Path node) {
        PlaywrightAssertions.setDefaultAssertionTimeout(SOON.toMillis());
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1", "PLAYWRIGHT_NODEJS_PATH", node.toString())));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    /** @throws IllegalStateException when the machine has no browser, with what it takes */
    public static Browser open() {
        return find().orElseThrow(() -> new IllegalStateException(NEEDED));
    }

    /**
     * For tests.
     *
     * @throws TestAbortedException when the machine has no browser, so that the tests count as skipped
     */
    public static Browser openOrSkip() {
        return find().orElseThrow(() -> {
            String line = "THE BROWSER TESTS DID NOT RUN: " + NEEDED;
            System.err.println("\n" + "!".repeat(100) + "\n" + line + "\n" + "!".repeat(100) + "\n");
            return new TestAbortedException(line);
        });
    }

    private static Optional<Browser> find() {
        return find("chromium", "chromium-browser", "google-chrome")
                .flatMap(chromium -> find("node").map(node -> new Browser(chromium, node)));
    }

    private static Optional<Path> find(String... names) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(names)
                .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public com.microsoft.playwright.Browser get() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
