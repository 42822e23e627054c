package com.wildrydes.localaws.kinesis.log;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where in a segment to begin a search: an entry every {@value #SPACING_BYTES} bytes. Safe for one writer and many readers.
 */
final class SparseIndex {

    static final int SPACING_BYTES = 32 * 1024;
    static final int ENTRY_BYTES = 20;

    private long[] numbers = new long[8];
    /** The latest arrival before the entry's record, because arrival times may step back. */
    private long[] latestArrivals = new long[8];

    private int[] positions = new int[8];
    private int size;

    /** Takes note of a record, if it is far enough from the last one noted. */
    synchronized void note(long number, long latestArrivalBefore, int position) {
        if (size > 0 && position - positions[size - 1] < SPACING_BYTES) {
            return;
        }
        add(number, latestArrivalBefore, position);
    }

    private void add(long number, long latestArrivalBefore, int position) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, size * 2);
            latestArrivals = Arrays.copyOf(latestArrivals, size * 2);
            positions = Arrays.copyOf(positions, size * 2);
        }
        numbers[size] = number;
        latestArrivals[size] = latestArrivalBefore;
        positions[size] = position;
        size++;
    }

    /** A position at or before the first record whose number is at least this. */
    synchronized int positionForNumber(long number) {
        int found = Arrays.binarySearch(numbers, 0, size, number);
        int entry = found >= 0 ? found : -found - 2;
        return entry < 0 ? 0 : positions[entry];
    }

    /** A position at or before the first record that arrived at this time or later. */
    synchronized int positionForArrival(long arrivalMillis) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (latestArrivals[middle] < arrivalMillis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? 0 : positions[low - 1];
    }

    synchronized int size() {
        return size;
    }

    synchronized void writeTo(ByteBuffer buffer) {
        for (int i = 0; i < size; i++) {
            buffer.putLong(numbers[i]).putLong(latestArrivals[i]).putInt(positions[i]);
        }
    }

    static SparseIndex readFrom(ByteBuffer buffer, int entries) {
        SparseIndex index = new SparseIndex();
        for (int i = 0; i < entries; i++) {
            index.add(buffer.getLong(), buffer.getLong(), buffer.getInt());
        }
        return index;
    }
}
