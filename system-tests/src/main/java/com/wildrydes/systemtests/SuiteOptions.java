package com.wildrydes.systemtests;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a {@link Suite} is to be.
 *
 * @param folder where its logs and data are; made when it is missing
 * @param window {@code wildrydes.window.length}
 * @param reportShards of the stream {@code wildrydes}, when it is created
 * @param unpacked whether services run from what {@code ./wildrydes} has unpacked under {@code .wildrydes/apps}, which start
 *     faster than from their jars
 * @param aws what plays AWS but for Athena; empty when local-aws plays all of it
 * @param arguments more arguments for the processes of a part; one that the suite gives too takes the place of the suite's
 * @param javaOptions more options for the JVM of a part, such as {@code -Xmx112m}; of two the later counts
 */
public record SuiteOptions(
        Path folder,
        Mode mode,
        Duration window,
        int reportShards,
        boolean unpacked,
        Optional<URI> aws,
        Map<Part, List<String>> arguments,
        Map<Part, List<String>> javaOptions) {

    public SuiteOptions {
        if (window.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("window must be at least 1 s, but was " + window);
        }
        if (reportShards < 1) {
            throw new IllegalArgumentException("reportShards must be at least 1, but was " + reportShards);
        }
        folder = folder.toAbsolutePath();
        arguments = Map.copyOf(arguments);
        javaOptions = Map.copyOf(javaOptions);
    }

    /** Classic mode, windows of ten seconds so that a test sees several close, four shards as {@code ./wildrydes up} has. */
    public static SuiteOptions inFolder(Path folder) {
        return new SuiteOptions(
                folder, Mode.CLASSIC, Duration.ofSeconds(10), 4, false, Optional.empty(), Map.of(), Map.of());
    }

    public SuiteOptions mode(Mode newMode) {
        return new SuiteOptions(folder, newMode, window, reportShards, unpacked, aws, arguments, javaOptions);
    }

    public SuiteOptions window(Duration newWindow) {
        return new SuiteOptions(folder, mode, newWindow, reportShards, unpacked, aws, arguments, javaOptions);
    }

    public SuiteOptions reportShards(int shards) {
        return new SuiteOptions(folder, mode, window, shards, unpacked, aws, arguments, javaOptions);
    }

    public SuiteOptions unpacked(boolean newUnpacked) {
        return new SuiteOptions(folder, mode, window, reportShards, newUnpacked, aws, arguments, javaOptions);
    }

    /** The suite beside another stand-in for AWS, such as LocalStack; local-aws answers Athena only. */
    public SuiteOptions beside(URI newAws) {
        return new SuiteOptions(
                folder, mode, window, reportShards, unpacked, Optional.of(newAws), arguments, javaOptions);
    }

    /** Adds arguments, such as {@code --wildrydes.alerts.clear-at=110}, for every process of the part. */
    public SuiteOptions with(Part part, String... more) {
        return new SuiteOptions(
                folder, mode, window, reportShards, unpacked, aws, plus(arguments, part, List.of(more)), javaOptions);
    }

    /** Adds options for the JVM of every process of the part. */
    public SuiteOptions withJavaOptions(Part part, List<String> more) {
        return new SuiteOptions(
                folder, mode, window, reportShards, unpacked, aws, arguments, plus(javaOptions, part, more));
    }

    private static Map<Part, List<String>> plus(Map<Part, List<String>> lists, Part part, List<String> more) {
        Map<Part, List<String>> all = new EnumMap<>(Part.class);
        all.putAll(lists);
        List<String> ofPart = new ArrayList<>(all.getOrDefault(part, List.of()));
        ofPart.addAll(more);
        all.put(part, List.copyOf(ofPart));
        return all;
    }
}
