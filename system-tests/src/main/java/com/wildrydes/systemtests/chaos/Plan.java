package com.wildrydes.systemtests.chaos;

import static com.wildrydes.systemtests.Part.AGGREGATOR;
import static com.wildrydes.systemtests.Part.ARCHIVE;
import static com.wildrydes.systemtests.Part.DASHBOARD;
import static com.wildrydes.systemtests.Part.PERSISTER;
import static com.wildrydes.systemtests.Part.PRODUCER;

import com.wildrydes.systemtests.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Which faults a schedule has, and how often: everything, or what provokes one of the traps of the libraries. */
enum Plan {
    MIXED(
            new Weights(30, 15, 8, 14, 12, 21),
            List.of(AGGREGATOR, AGGREGATOR, AGGREGATOR, PERSISTER, PERSISTER, ARCHIVE, PRODUCER, DASHBOARD)),

    /** Trap 1: the adapter goes on after a handler that threw; so writes fail until handlers wait, and workers die then. */
    HANDLERS_FAIL(new Weights(25, 5, 0, 5, 5, 60), List.of(AGGREGATOR, PERSISTER, ARCHIVE)),

    /** Trap 2: the adapters store a shard's end by themselves. */
    SHARDS_END(new Weights(30, 5, 0, 35, 30, 0), List.of(AGGREGATOR, AGGREGATOR, PERSISTER, ARCHIVE)),

    /** Trap 3: a lost lease is not told, and leases come back. In classic mode, a process that is started again and again. */
    LEASES_MOVE(new Weights(30, 20, 40, 5, 5, 0), List.of(AGGREGATOR, AGGREGATOR, PERSISTER, ARCHIVE)),

    /** Trap 4: batches and iterators come again. */
    REDELIVERY(new Weights(25, 10, 5, 10, 5, 45), List.of(AGGREGATOR, PERSISTER, ARCHIVE)),

    /** Trap 6: single records of a write fail. */
    PARTIAL_FAILURES(new Weights(15, 10, 0, 5, 5, 65), List.of(PRODUCER, AGGREGATOR));

    /** How often, compared with each other. */
    record Weights(int kill, int stop, int freeze, int split, int merge, int trouble) {
        int sum() {
            return kill + stop + freeze + split + merge + trouble;
        }
    }

    final Weights weights;

    /** Whom the processes' faults befall, each place as likely as the other. */
    final List<Part> victims;

    Plan(Weights weights, List<Part> victims) {
        this.weights = weights;
        this.victims = victims;
    }

    /** As on the command line. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Plan of(String option) {
        return Arrays.stream(values())
                .filter(plan -> plan.option().equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--plan must be one of "
                        + Arrays.stream(values()).map(Plan::option).collect(Collectors.joining(", ")) + ", but was "
                        + option));
    }
}
