package com.wildrydes.benchmarks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser.NewPageOptions;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.wildrydes.browser.Browser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The live map in the machine's own headless Chromium, painting in software, with {@code page-probe.js} in it. */
final class PageUnderTest implements AutoCloseable {

    private final Browser browser;
    private final Page page;
    private final CDPSession devTools;
    /** Tells what the main thread took of the processor, where the other tells how long it took, waiting for its turn and all. */
    private final CDPSession processor;

    PageUnderTest(URI url) {
        browser = Browser.open();
        page = browser.get().newPage(new NewPageOptions().setViewportSize(1280, 800));
        page.onPageError(error -> System.out.println("the page failed: " + error));
        page.addInitScript(probe());
        devTools = page.context().newCDPSession(page);
        devTools.send("Performance.enable");
        devTools.send("HeapProfiler.enable");
        processor = page.context().newCDPSession(page);
        JsonObject threadTicks = new JsonObject();
        threadTicks.addProperty("timeDomain", "threadTicks");
        processor.send("Performance.enable", threadTicks);
        page.navigate(url.toString());
        page.evaluate("probe.find()");
    }

    /** From now on, every report that is drawn is noted. */
    void watch() {
        page.evaluate("probe.watch()");
    }

    private static String probe() {
        try (InputStream file = PageUnderTest.class.getResourceAsStream("/page-probe.js")) {
            if (file == null) {
                throw new IllegalStateException("page-probe.js must be in the jar");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the page run. The browser's events are handled meanwhile, which a sleep would hold up. */
    void run(int seconds) {
        page.waitForTimeout(seconds * 1000.0);
    }

    /** How many unicorns the page has drawn that reported in the last seconds. */
    int flying() {
        Object flying = page.evaluate(
                "probe.fleet ? [...probe.fleet.statusTime.subarray(0, probe.fleet.count)].filter(t => Date.now() - t < 5000).length : 0");
        return ((Number) flying).intValue();
    }

    void reset() {
        page.evaluate("probe.reset()");
    }

    /** A series that the probe measured, such as {@code frames}. */
    @SuppressWarnings("unchecked")
    List<Number> series(String name) {
        return (List<Number>) page.evaluate("name => Array.from(probe[name])", name);
    }

    /** By name: how many reports were drawn, and the longest time between two, in milliseconds of their own clock. */
    @SuppressWarnings("unchecked")
    List<List<Object>> drawn() {
        return (List<List<Object>>)
                page.evaluate(
                        "[...probe.drawn].filter(([name]) => !name.startsWith('Probe')).map(([name, {reports, longest}]) => [name, reports, longest])");
    }

    /** When each of the probes, {@code name@milliseconds}, was drawn, in milliseconds since 1970. */
    Map<String, Long> probesDrawnAt() {
        Map<String, Long> times = new HashMap<>();
        for (Object entry : (List<?>) page.evaluate("[...probe.drawnAt]")) {
            List<?> pair = (List<?>) entry;
            times.put(pair.get(0).toString(), ((Number) pair.get(1)).longValue());
        }
        return times;
    }

    /** Milliseconds until the page has answered a question. */
    double askAndWait() {
        long began = System.nanoTime();
        page.evaluate("1");
        return (System.nanoTime() - began) / 1e6;
    }

    /** Types a letter into the search field, and takes it away again. */
    void typeIntoTheSearch() {
        page.locator("#search").focus();
        page.keyboard().press("a");
        page.keyboard().press("Backspace");
    }

    /** Seconds of tasks, scripts, layout and so on since the page was opened, bytes of the heap, and more. */
    Map<String, Double> metrics() {
        return metrics(devTools);
    }

    /** What the main thread's tasks have taken of the processor. */
    double processorSeconds() {
        return metrics(processor).getOrDefault("TaskDuration", Double.NaN);
    }

    private static Map<String, Double> metrics(CDPSession session) {
        Map<String, Double> metrics = new HashMap<>();
        for (JsonElement metric : session.send("Performance.getMetrics").getAsJsonArray("metrics")) {
            metrics.put(
                    metric.getAsJsonObject().get("name").getAsString(),
                    metric.getAsJsonObject().get("value").getAsDouble());
        }
        return metrics;
    }

    /** Measures nothing any more, for what was measured would be on the heap. */
    void keepNothing() {
        page.evaluate("() => { probe.reset(); probe.keeping = false; }");
    }

    /** Bytes of the heap that are in use after a collection of garbage. */
    double heapBytes() {
        devTools.send("HeapProfiler.collectGarbage");
        return metrics().getOrDefault("JSHeapUsedSize", Double.NaN);
    }

    /** Where the main thread spent its time: milliseconds by function, its own time only. */
    Map<String, Double> profile(int seconds) {
        devTools.send("Profiler.enable");
        JsonObject interval = new JsonObject();
        interval.addProperty("interval", 200);
        devTools.send("Profiler.setSamplingInterval", interval);
        devTools.send("Profiler.start");
        run(seconds);
        JsonObject profile = devTools.send("Profiler.stop").getAsJsonObject("profile");
        Map<Integer, String> functions = new HashMap<>();
        for (JsonElement element : profile.getAsJsonArray("nodes")) {
            JsonObject node = element.getAsJsonObject();
            JsonObject frame = node.getAsJsonObject("callFrame");
            String file = frame.get("url").getAsString().replaceFirst(".*/", "");
            functions.put(
                    node.get("id").getAsInt(),
                    (frame.get("functionName").getAsString()
                                    + ' '
                                    + file
                                    + ':'
                                    + (frame.get("lineNumber").getAsInt() + 1))
                            .strip());
        }
        Map<String, Double> spent = new HashMap<>();
        for (int i = 0; i < profile.getAsJsonArray("samples").size(); i++) {
            String function = functions.getOrDefault(
                    profile.getAsJsonArray("samples").get(i).getAsInt(), "?");
            double millis = profile.getAsJsonArray("timeDeltas").get(i).getAsInt() / 1000.0;
            spent.merge(function, millis, Double::sum);
        }
        return spent;
    }

    void screenshot(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
    }

    @Override
    public void close() {
        browser.close();
    }
}
