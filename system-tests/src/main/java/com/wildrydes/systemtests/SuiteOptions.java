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
 * @param arguments more arguments for the processes of a part
 */
public record SuiteOptions(
        Path folder,
        Mode mode,
        Duration window,
        int reportShards,
        boolean unpacked,
        Optional<URI> aws,
        Map<Part, List<String>> arguments) {

    public SuiteOptions {
        if (window.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("window must be at least 1 s, but was " + window);
        }
        if (reportShards < 1) {
            throw new IllegalArgumentException("reportShards must be at least 1, but was " + reportShards);
        }
        folder = folder.toAbsolutePath();
        arguments = Map.copyOf(arguments);
    }

    /** Classic mode, windows of ten seconds so that a test sees several close, four shards as {@code ./wildrydes up} has. */
    public static SuiteOptions inFolder(Path folder) {
        return new SuiteOptions(folder, Mode.CLASSIC, Duration.ofSeconds(10), 4, false, Optional.empty(), Map.of());
    }

    public SuiteOptions mode(Mode newMode) {
        return new SuiteOptions(folder, newMode, window, reportShards, unpacked, aws, arguments);
    }

    public SuiteOptions window(Duration newWindow) {
        return new SuiteOptions(folder, mode, newWindow, reportShards, unpacked, aws, arguments);
    }

    public SuiteOptions reportShards(int shards) {
        return new SuiteOptions(folder, mode, window, shards, unpacked, aws, arguments);
    }

    public SuiteOptions unpacked(boolean newUnpacked) {
        return new SuiteOptions(folder, mode, window, reportShards, newUnpacked, aws, arguments);
    }

    /** The suite beside another stand-in for AWS, such as LocalStack; local-aws answers Athena only. */
    public SuiteOptions beside(URI newAws) {
        return new SuiteOptions(folder, mode, window, reportShards, unpacked, Optional.of(newAws), arguments);
    }

    /** Adds arguments, such as {@code --wildrydes.alerts.clear-at=110}, for every process of the part. */
    public SuiteOptions with(Part part, String... more) {
        Map<Part, List<String>> all = new EnumMap<>(Part.class);
        all.putAll(arguments);
        List<String> ofPart = new ArrayList<>(all.getOrDefault(part, List.of()));
        ofPart.addAll(List.of(more));
        all.put(part, List.copyOf(ofPart));
        return new SuiteOptions(folder, mode, window, reportShards, unpacked, aws, all);
    }
}
