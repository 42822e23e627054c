package com.wildrydes.systemtests.bench;

import com.wildrydes.systemtests.Part;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a run is to be.
 *
 * @param unicorns who report in turn
 * @param rate reports a second of all of them together
 * @param length how long they report; starting, settling and comparing come on top
 * @param warmUp how long of that, at its beginning, counts for exactness only and not for rates, latencies and processors
 * @param window {@code wildrydes.window.length}
 * @param shards of the stream {@code wildrydes}
 * @param probes clients of {@code /ws/fleet}
 * @param javaOptions more options for the JVM of a part
 * @param json whether the result is one JSON object
 * @param keep whether data is kept when nothing is wrong; logs always are
 * @param unpacked see {@link com.wildrydes.systemtests.SuiteOptions}
 * @param folder where logs and data go
 */
record BenchOptions(
        int unicorns,
        int rate,
        Duration length,
        Duration warmUp,
        Duration window,
        int shards,
        int probes,
        Map<Part, List<String>> javaOptions,
        boolean json,
        boolean keep,
        boolean unpacked,
        Path folder) {

    static final String USAGE =
            "bench takes --unicorns N, --rate R, --minutes M, --warm-up 15s, --window 10s|1m, --shards N,"
                    + " --probes N, --heap PART=SIZE, --java-opts PART=OPTIONS, --json and --keep";

    /** The numbers of reports are kept as 32 bits each while they are compared. */
    private static final long MOST_REPORTS = 200_000_000;

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final int WARM_UP_SHARE = 4;

    BenchOptions {
        require(
                unicorns >= 1 && unicorns <= ReportLines.MOST_UNICORNS,
                "--unicorns must be 1 to 1000000, but was " + unicorns);
        require(rate >= 1 && rate <= 1_000_000, "--rate must be 1 to 1000000, but was " + rate);
        require(
                rate <= 1000L * unicorns,
                "--rate must be at most 1000 times --unicorns, whose reports are told apart by milliseconds, but was "
                        + rate + " with " + unicorns);
        require(length.toMillis() >= 1000, "--minutes must be at least 1/60, but was " + length.toMillis() / 60_000.0);
        require(
                length.toMillis() * rate / 1000 <= MOST_REPORTS,
                "--rate and --minutes must make at most " + MOST_REPORTS + " reports, but made "
                        + length.toMillis() * rate / 1000);
        require(
                !warmUp.isNegative() && warmUp.compareTo(length) < 0,
                "--warm-up must be shorter than --minutes, but was " + warmUp.toSeconds() + " s of "
                        + length.toSeconds());
        require(
                window.toSeconds() >= 1 && Duration.ofDays(1).toMillis() % window.toMillis() == 0,
                "--window must be at least 1s and a day a whole number of it, but was " + window);
        require(shards >= 1 && shards <= 100, "--shards must be 1 to 100, but was " + shards);
        require(probes >= 1 && probes <= 50, "--probes must be 1 to 50, but was " + probes);
        javaOptions = Map.copyOf(javaOptions);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** @throws IllegalArgumentException with what must hold and what was given */
    static BenchOptions parse(String[] arguments, Path root) {
        int unicorns = 1000;
        int rate = 1000;
        Duration length = Duration.ofMinutes(1);
        Duration warmUp = null;
        Duration window = Duration.ofMinutes(1);
        int shards = 4;
        int probes = 1;
        Map<Part, List<String>> javaOptions = new EnumMap<>(Part.class);
        boolean json = false;
        boolean keep = false;
        boolean unpacked = false;
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].replaceFirst("=.*", "");
            switch (name) {
                case "--json" -> json = true;
                case "--keep" -> keep = true;
                case "--unpacked" -> unpacked = true;
                default -> {
                    require(name.startsWith("--"), USAGE + ", but was given " + arguments[i]);
                    boolean joined = arguments[i].contains("=");
                    require(joined || i + 1 < arguments.length, name + " must be followed by a value");
                    String value = joined ? arguments[i].substring(name.length() + 1) : arguments[++i];
                    switch (name) {
                        case "--unicorns" -> unicorns = whole(name, value);
                        case "--rate" -> rate = whole(name, value);
                        case "--minutes" -> length = minutes(name, value);
                        case "--warm-up" -> warmUp = duration(name, value);
                        case "--window" -> window = duration(name, value);
                        case "--shards" -> shards = whole(name, value);
                        case "--probes" -> probes = whole(name, value);
                        case "--heap" -> addTo(javaOptions, name, value, "-Xmx");
                        case "--java-opts" -> addTo(javaOptions, name, value, "");
                        default -> throw new IllegalArgumentException(USAGE + ", but was given " + arguments[i]);
                    }
                }
            }
        }
        if (warmUp == null) {
            Duration part = length.dividedBy(WARM_UP_SHARE);
            warmUp = part.compareTo(WARM_UP) < 0 ? part : WARM_UP;
        }
        Path folder = root.resolve(".wildrydes/bench/" + unicorns + "-unicorns-" + rate + "-reports-a-second");
        return new BenchOptions(
                unicorns, rate, length, warmUp, window, shards, probes, javaOptions, json, keep, unpacked, folder);
    }

    private static int whole(String name, String value) {
        require(value.matches("-?[0-9]{1,9}"), name + " must be a whole number, but was " + value);
        return Integer.parseInt(value);
    }

    private static Duration minutes(String name, String value) {
        try {
            double minutes = Double.parseDouble(value);
            require(minutes <= Duration.ofDays(7).toMinutes(), name + " must be at most 10080, but was " + value);
            return Duration.ofMillis(Math.round(minutes * 60_000));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, but was " + value, e);
        }
    }

    private static Duration duration(String name, String value) {
        require(value.matches("[0-9]{1,6}[sm]"), name + " must be such as 10s or 1m, but was " + value);
        long amount = Long.parseLong(value.substring(0, value.length() - 1));
        return value.endsWith("m") ? Duration.ofMinutes(amount) : Duration.ofSeconds(amount);
    }

    /** @param value such as {@code producer=112m}, or {@code all=-Xlog:gc -Xss1m} for several options */
    private static void addTo(Map<Part, List<String>> options, String name, String value, String prefix) {
        int equals = value.indexOf('=');
        require(equals > 0 && equals + 1 < value.length(), name + " must be PART=VALUE, but was " + value);
        List<String> words = Arrays.stream(value.substring(equals + 1).trim().split("\\s+"))
                .map(word -> prefix + word)
                .toList();
        for (Part part : parts(name, value.substring(0, equals))) {
            options.computeIfAbsent(part, first -> new ArrayList<>()).addAll(words);
        }
    }

    private static List<Part> parts(String name, String value) {
        if (value.equals("all")) {
            return List.of(Part.values());
        }
        for (Part part : Part.values()) {
            if (part.shortName().equals(value)) {
                return List.of(part);
            }
        }
        throw new IllegalArgumentException(name + " must be for all or one of "
                + Arrays.stream(Part.values()).map(Part::shortName).collect(Collectors.joining(", "))
                + ", but was for " + value);
    }
}
