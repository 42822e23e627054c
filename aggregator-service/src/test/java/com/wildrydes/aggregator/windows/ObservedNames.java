package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.Position;
import com.wildrydes.telemetry.Report;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Notes the calls; fails to be safe when the test says so. */
final class ObservedNames implements ShardObserver {

    final List<String> calls = new ArrayList<>();
    boolean fails;

    @Override
    public void prepare(Collection<String> names) {
        calls.add("prepare " + new TreeSet<>(names));
    }

    @Override
    public void observe(Report report, Position position) {
        calls.add(report.name() + " " + position.sequenceNumber());
    }

    @Override
    public void await() {
        if (fails) {
            throw new IllegalStateException("not safe");
        }
    }
}
