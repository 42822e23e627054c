package com.wildrydes.systemtests.bench;

import java.util.BitSet;

/**
 * What the loader was promised, and what was found in the stream: some bits a report. Thread-safe while it is filled.
 */
final class LoadCount {

    private final BitSet accepted = new BitSet();
    private final BitSet unsure = new BitSet();
    private final BitSet present = new BitSet();
    private final BitSet doubled = new BitSet();
    private long strangers;

    /** Reports from this number to that, exclusive, were answered with 202. */
    synchronized void accepted(int from, int to) {
        accepted.set(from, to);
    }

    /** They were sent, and nobody said what became of them: they may be in the stream, and when sent again, twice. */
    synchronized void unsure(int from, int to) {
        unsure.set(from, to);
    }

    /** A report of this number is in the stream; {@link ReportNumbers#NONE} for one that is not ours. */
    synchronized void present(int number) {
        if (number == ReportNumbers.NONE) {
            strangers++;
        } else if (present.get(number)) {
            doubled.set(number);
        } else {
            present.set(number);
        }
    }

    synchronized boolean isAccepted(int number) {
        return accepted.get(number);
    }

    /** Reports that were found more than once. */
    synchronized int doubledReports() {
        return doubled.cardinality();
    }

    /** Those that were promised and are not there. */
    synchronized BitSet lost() {
        return without(accepted, present);
    }

    /** Those that are there twice though they were sent once. */
    synchronized BitSet doubledByTheSuite() {
        return without(doubled, unsure);
    }

    /** Those that are there though the loader was told that they were not taken, or never sent them. */
    synchronized BitSet uninvited() {
        return without(without(present, accepted), unsure);
    }

    /** Records that nobody here sent. */
    synchronized long strangers() {
        return strangers;
    }

    private static BitSet without(BitSet some, BitSet others) {
        BitSet rest = (BitSet) some.clone();
        rest.andNot(others);
        return rest;
    }
}
