package com.wildrydes.systemtests.bench;

import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.Suite;
import java.util.LinkedHashMap;
import java.util.Map;

/** The processes of a suite, the one that local-aws starts, and this one, by name. For one thread. */
final class Processes {

    /** This very process. */
    static final String LOADER = "loader and probes";

    private static final String DYNAMODB = "DynamoDB Local";

    private final Map<String, ProcessHandle> handles = new LinkedHashMap<>();
    private final Map<String, Long> peaks = new LinkedHashMap<>();

    /** @param suite whose processes all run */
    Processes(Suite suite) {
        for (Part part : Part.SERVICES) {
            add(part.module(), suite.process(part).pid());
        }
        long localAws = suite.process(Part.LOCAL_AWS).pid();
        add(Part.LOCAL_AWS.module(), localAws);
        ProcessHandle.of(localAws)
                .flatMap(process -> process.children().findFirst())
                .ifPresent(child -> add(DYNAMODB, child.pid()));
        add(LOADER, ProcessHandle.current().pid());
    }

    private void add(String name, long pid) {
        ProcessHandle.of(pid).ifPresent(handle -> handles.put(name, handle));
    }

    Map<String, ProcessHandle> handles() {
        return handles;
    }

    /** What each takes up now; remembers the most memory that was seen. */
    Map<String, Usage> usage() {
        Map<String, Usage> usage = new LinkedHashMap<>();
        handles.forEach((name, handle) -> {
            Usage now = Usage.of(handle);
            usage.put(name, now);
            peaks.merge(name, now.residentBytes(), Math::max);
        });
        return usage;
    }

    /** The most that was seen; 0 before the first look. */
    long peakResidentBytes(String name) {
        return peaks.getOrDefault(name, 0L);
    }
}
