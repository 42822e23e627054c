package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * What a run is to be.
 *
 * @param length how long faults happen; starting and settling come on top
 * @param window {@code wildrydes.window.length}
 * @param unicorns each with a report a second
 * @param shards of the stream {@code wildrydes} at the beginning
 * @param keep whether data is kept when nothing differs; logs always are
 * @param unpacked see {@link com.wildrydes.systemtests.SuiteOptions}
 * @param folder where logs and data go
 */
record ChaosOptions(
        Duration length,
        long seed,
        Mode mode,
        Duration window,
        int unicorns,
        int shards,
        Plan plan,
        boolean keep,
        boolean unpacked,
        Path folder) {

    ChaosOptions {
        require(length.toMillis() > 0, "--minutes must be more than 0, but was " + length.toMillis() / 60_000.0);
        require(
                window.toSeconds() >= 1 && Duration.ofDays(1).toMillis() % window.toMillis() == 0,
                "--window must be at least 1s and a day a whole number of it, but was " + window);
        require(unicorns >= 1 && unicorns <= 100_000, "--unicorns must be 1 to 100000, but was " + unicorns);
        require(shards >= 1 && shards <= 100, "--shards must be 1 to 100, but was " + shards);
    }

    /** Mixed faults, windows of ten seconds, 200 unicorns over 4 shards. */
    static ChaosOptions of(Mode mode, long seed, Duration length, Path folder) {
        return new ChaosOptions(length, seed, mode, Duration.ofSeconds(10), 200, 4, Plan.MIXED, false, false, folder);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** @throws IllegalArgumentException with what must hold and what was given */
    static ChaosOptions parse(String[] arguments, Path root) {
        Duration length = Duration.ofMinutes(3);
        long seed = System.currentTimeMillis() % 1_000_000;
        Mode mode = Mode.CLASSIC;
        Duration window = Duration.ofSeconds(10);
        int unicorns = 200;
        int shards = 4;
        Plan plan = Plan.MIXED;
        boolean keep = false;
        boolean unpacked = false;
        for (int i = 0; i < arguments.length; i++) {
            String name = arguments[i].replaceFirst("=.*", "");
            if (name.equals("--keep")) {
                keep = true;
                continue;
            }
            if (name.equals("--unpacked")) {
                unpacked = true;
                continue;
            }
            String value;
            if (arguments[i].contains("=")) {
                value = arguments[i].substring(name.length() + 1);
            } else {
                require(i + 1 < arguments.length || !name.startsWith("--"), name + " must be followed by a value");
                value = name.startsWith("--") ? arguments[++i] : "";
            }
            switch (name) {
                case "--minutes" -> length = Duration.ofMillis((long) (number(name, value) * 60_000));
                case "--seed" -> seed = (long) number(name, value);
                case "--mode" -> mode = mode(value);
                case "--window" -> window = duration(name, value);
                case "--unicorns" -> unicorns = (int) number(name, value);
                case "--shards" -> shards = (int) number(name, value);
                case "--plan" -> plan = Plan.of(value);
                default ->
                    throw new IllegalArgumentException("chaos takes --minutes N, --seed S, --mode classic|kcl,"
                            + " --window 10s|1m, --unicorns N, --shards N, --plan P and --keep, but was given "
                            + arguments[i]);
            }
        }
        Path folder = root.resolve(".wildrydes/chaos/" + mode.setting() + "-" + plan.option() + "-" + seed);
        return new ChaosOptions(length, seed, mode, window, unicorns, shards, plan, keep, unpacked, folder);
    }

    private static double number(String name, String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number, but was " + value, e);
        }
    }

    private static Mode mode(String value) {
        for (Mode mode : Mode.values()) {
            if (mode.setting().equals(value)) {
                return mode;
            }
        }
        throw new IllegalArgumentException("--mode must be classic or kcl, but was " + value);
    }

    private static Duration duration(String name, String value) {
        require(value.matches("[0-9]{1,6}[sm]"), name + " must be such as 10s or 1m, but was " + value);
        long amount = Long.parseLong(value.substring(0, value.length() - 1));
        return value.endsWith("m") ? Duration.ofMinutes(amount) : Duration.ofSeconds(amount);
    }

    /** The command that does this run again. */
    String command() {
        return String.format(
                Locale.ROOT,
                "./wildrydes chaos --minutes %s --seed %d --mode %s --window %ds --unicorns %d --shards %d --plan %s",
                length.toMillis() / 60_000.0,
                seed,
                mode.setting(),
                window.toSeconds(),
                unicorns,
                shards,
                plan.option());
    }
}
