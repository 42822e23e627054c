package com.wildrydes.systemtests.bench;

/**
 * Every report of a run has a number. The unicorns report in turn, evenly over time: report n comes from unicorn n modulo the
 * fleet's size, n / rate seconds after the start, and that is its StatusTime. So a unicorn's number and a StatusTime give the
 * report's number back, and what is lost or doubled can be named.
 *
 * @param unicorns how many there are
 * @param rate reports a second; at most 1,000 times the unicorns, so that no two of one unicorn fall into one millisecond
 * @param total how many reports there are; the first is 0
 * @param startMillis StatusTime of the first, milliseconds since 1970
 */
record ReportNumbers(int unicorns, int rate, int total, long startMillis) {

    static final int NONE = -1;

    ReportNumbers {
        if (unicorns < 1 || rate < 1 || rate > 1000L * unicorns || total < 0) {
            throw new IllegalArgumentException(
                    "rate must be 1 to 1000 times the unicorns and total not negative, but was " + rate + " with "
                            + unicorns + " unicorns, and " + total);
        }
    }

    int unicorn(int number) {
        return number % unicorns;
    }

    /** The report's StatusTime. */
    long millis(int number) {
        return startMillis + number * 1000L / rate;
    }

    /** When the report is due. */
    long nanosAfterStart(int number) {
        return Math.round(number * (1e9 / rate));
    }

    /** The number of a unicorn's report with this StatusTime, or {@link #NONE}. */
    int find(int unicorn, long millis) {
        long after = millis - startMillis;
        if (unicorn < 0 || unicorn >= unicorns || after < 0 || after > Integer.MAX_VALUE * 1000L / rate) {
            return NONE;
        }
        long least = (after * rate + 999) / 1000;
        long number = least + Math.floorMod(unicorn - least, (long) unicorns);
        return number < total && millis((int) number) == millis ? (int) number : NONE;
    }

    /** The last report of a unicorn; {@link #NONE} when it has none. */
    int last(int unicorn) {
        return unicorn < total ? unicorn + (total - 1 - unicorn) / unicorns * unicorns : NONE;
    }
}
