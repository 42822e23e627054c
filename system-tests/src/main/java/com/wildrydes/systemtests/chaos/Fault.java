package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Part;
import java.time.Duration;
import java.util.Locale;

/**
 * Something that is done to the running suite. What it is done to is chosen when it happens, since what runs then, and which
 * shards there are, depends on more than the seed: {@code which} counts through what there is, {@code where} is a place in it
 * from 0 to 1.
 */
sealed interface Fault {

    /** {@code kill -9} and, a while later, a new start. */
    record Kill(Part part, int which, Duration down) implements Fault {
        @Override
        public String toString() {
            return "kill -9 " + part.shortName() + " " + which + ", start again after " + seconds(down);
        }
    }

    /** {@code SIGTERM} and, a while after it has ended, a new start. */
    record Stop(Part part, int which, Duration down) implements Fault {
        @Override
        public String toString() {
            return "SIGTERM " + part.shortName() + " " + which + ", start again after " + seconds(down);
        }
    }

    /** {@code SIGSTOP} and {@code SIGCONT}: as a long pause of the garbage collector or of a virtual machine. */
    record Freeze(Part part, int which, Duration length) implements Fault {
        @Override
        public String toString() {
            return "freeze " + part.shortName() + " " + which + " for " + seconds(length);
        }
    }

    record Split(String stream, double where) implements Fault {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "split a shard of %s (%.2f)", stream, where);
        }
    }

    record Merge(String stream, double where) implements Fault {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "merge two shards of %s (%.2f)", stream, where);
        }
    }

    /** Kinesis serves ill for a while. */
    record Trouble(KinesisFaults faults, Duration length) implements Fault {
        @Override
        public String toString() {
            return "Kinesis for " + seconds(length) + ": " + faults;
        }
    }

    /** So many instances from now on; in KCL mode only. */
    record Scale(Part part, int instances) implements Fault {
        @Override
        public String toString() {
            return "scale " + part.shortName() + " to " + instances;
        }
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
