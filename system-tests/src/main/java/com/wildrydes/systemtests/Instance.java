package com.wildrydes.systemtests;

/**
 * One of the processes that play a part.
 *
 * @param number 1 for the first; only consumers in {@link Mode#KCL} may have more
 */
public record Instance(Part part, int number) implements Comparable<Instance> {

    public Instance {
        if (number < 1) {
            throw new IllegalArgumentException("number must be at least 1, but was " + number);
        }
    }

    public static Instance of(Part part) {
        return new Instance(part, 1);
    }

    @Override
    public int compareTo(Instance other) {
        int byPart = part.compareTo(other.part);
        return byPart != 0 ? byPart : Integer.compare(number, other.number);
    }

    /** Such as {@code aggregator-service}, and {@code aggregator-service-2} for the second. */
    @Override
    public String toString() {
        return number == 1 ? part.module() : part.module() + "-" + number;
    }
}
