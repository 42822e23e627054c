package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Mode;
import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.chaos.Fault.Freeze;
import com.wildrydes.systemtests.chaos.Fault.Kill;
import com.wildrydes.systemtests.chaos.Fault.Merge;
import com.wildrydes.systemtests.chaos.Fault.Scale;
import com.wildrydes.systemtests.chaos.Fault.Split;
import com.wildrydes.systemtests.chaos.Fault.Stop;
import com.wildrydes.systemtests.chaos.Fault.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** What is done to the suite and when, from the beginning of the run; in order of time. */
record Schedule(List<Event> events) {

    /** A fault and its time. */
    record Event(Duration at, Fault fault) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%6.1f s  %s", at.toMillis() / 1000.0, fault);
        }
    }

    Schedule {
        events = events.stream().sorted(Comparator.comparing(Event::at)).toList();
    }

    /** The same arguments give the same schedule, on every machine. */
    static Schedule random(long seed, Plan plan, Mode mode, Duration length) {
        return new Drawing(new SplittableRandom(seed), plan, mode, length.toMillis()).draw();
    }

    @Override
    public String toString() {
        return events.stream().map(event -> event + "\n").collect(Collectors.joining());
    }

    /** One schedule in the making. */
    private static final class Drawing {

        private static final int MIN_GAP_MILLIS = 1_500;
        private static final int MAX_GAP_MILLIS = 7_000;

        private final SplittableRandom random;
        private final Plan plan;
        private final Mode mode;
        private final long millis;
        private final List<Event> events = new ArrayList<>();

        Drawing(SplittableRandom random, Plan plan, Mode mode, long millis) {
            this.random = random;
            this.plan = plan;
            this.mode = mode;
            this.millis = millis;
        }

        Schedule draw() {
            for (long at = gap(); at < millis; at += gap()) {
                Fault fault = fault();
                add(at, fault);
                boolean reshards = fault instanceof Split || fault instanceof Merge;
                if (reshards && random.nextInt(2) == 0) {
                    // Soon enough to be within the window, and before the children have one of their own.
                    add(at + random.nextInt(200, 3_000), new Kill(Part.AGGREGATOR, random.nextInt(3), down()));
                }
            }
            if (mode == Mode.KCL) {
                scale(Part.AGGREGATOR, 3);
                scale(random.nextInt(2) == 0 ? Part.PERSISTER : Part.ARCHIVE, 2);
            }
            return new Schedule(events);
        }

        private void scale(Part part, int instances) {
            add((long) (millis * (0.02 + 0.13 * random.nextDouble())), new Scale(part, instances));
            add((long) (millis * (0.65 + 0.2 * random.nextDouble())), new Scale(part, 1));
        }

        private void add(long atMillis, Fault fault) {
            events.add(new Event(Duration.ofMillis(atMillis), fault));
        }

        private long gap() {
            return random.nextInt(MIN_GAP_MILLIS, MAX_GAP_MILLIS);
        }

        private Fault fault() {
            Plan.Weights weights = plan.weights;
            int draw = random.nextInt(weights.sum());
            if ((draw -= weights.kill()) < 0) {
                return new Kill(victim(), random.nextInt(3), down());
            }
            if ((draw -= weights.stop()) < 0) {
                return new Stop(victim(), random.nextInt(3), down());
            }
            if ((draw -= weights.freeze()) < 0) {
                // Longer than KCL's leases hold, sometimes.
                return new Freeze(victim(), random.nextInt(3), Duration.ofMillis(random.nextInt(2_000, 20_000)));
            }
            if ((draw -= weights.split()) < 0) {
                return new Split(stream(), random.nextDouble());
            }
            if (draw - weights.merge() < 0) {
                return new Merge(stream(), random.nextDouble());
            }
            return new Trouble(kinesisFaults(), Duration.ofMillis(random.nextInt(3_000, 12_000)));
        }

        private Part victim() {
            return plan.victims.get(random.nextInt(plan.victims.size()));
        }

        private Duration down() {
            return random.nextInt(2) == 0 ? Duration.ZERO : Duration.ofMillis(random.nextInt(500, 6_000));
        }

        private String stream() {
            return random.nextInt(7) == 0 ? "wildrydes-summary" : "wildrydes";
        }

        private KinesisFaults kinesisFaults() {
            KinesisFaults faults = oneKind();
            return random.nextInt(3) == 0 ? faults.and(oneKind()) : faults;
        }

        private KinesisFaults oneKind() {
            return switch (random.nextInt(5)) {
                case 0 -> new KinesisFaults(share(0.4), 0, 0, 0, 0);
                case 1 -> new KinesisFaults(0, share(0.5), 0, 0, 0);
                case 2 -> new KinesisFaults(0, 0, share(0.2), 0, 0);
                case 3 -> new KinesisFaults(0, 0, 0, share(0.5), 0);
                default -> new KinesisFaults(0, 0, 0, 0, random.nextInt(20, 400));
            };
        }

        private double share(double most) {
            return 0.02 + random.nextDouble() * (most - 0.02);
        }
    }
}
