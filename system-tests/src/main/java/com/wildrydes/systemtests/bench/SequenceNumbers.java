package com.wildrydes.systemtests.bench;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which records of the stream are archived: by report, and for each its sequence number, of which 32 bits are kept. A report that is
 * in the stream more than once has its other records kept whole. For one thread.
 */
final class SequenceNumbers {

    private final int[] hashes;
    private final BitSet inStream = new BitSet();
    private final BitSet archived = new BitSet();
    private final Set<String> others = new HashSet<>();
    private long archivedRecords;

    /** @param reports how many there are */
    SequenceNumbers(int reports) {
        hashes = new int[reports];
    }

    /** A record of the stream. All of them come before the first that is archived. */
    void inStream(int report, String sequenceNumber) {
        if (inStream.get(report)) {
            others.add(sequenceNumber);
        } else {
            inStream.set(report);
            hashes[report] = hash(sequenceNumber);
        }
    }

    /** A record of the archive, where it may be more than once. */
    void archived(int report, String sequenceNumber) {
        if (others.remove(sequenceNumber)) {
            archivedRecords++;
        } else if (inStream.get(report) && hashes[report] == hash(sequenceNumber) && !archived.get(report)) {
            archived.set(report);
            archivedRecords++;
        }
    }

    /** {@link String#hashCode} mixes too little of numbers that differ in their last digits only. */
    private static int hash(String sequenceNumber) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < sequenceNumber.length(); i++) {
            hash = (hash ^ sequenceNumber.charAt(i)) * 0x100000001b3L;
        }
        return (int) (hash ^ hash >>> 32);
    }

    /** How many records are archived, each counted once. */
    long archivedRecords() {
        return archivedRecords;
    }

    /** The reports whose first record is not archived, by number. */
    BitSet missing() {
        BitSet missing = (BitSet) inStream.clone();
        missing.andNot(archived);
        return missing;
    }

    /** The further records of doubled reports that are not archived. */
    List<String> missingOthers() {
        return new ArrayList<>(others);
    }
}
