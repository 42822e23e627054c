package com.wildrydes.archive.forwarding;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.StatusTime;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A report as a line of the archive: its bytes as they came, without outer blanks, line breaks inside it made spaces, and
 * with {@code ArrivalTime} and {@code SequenceNumber} put in before its last brace. With those, duplicates can be removed and
 * the minutes recomputed from the archive alone.
 *
 * <p>Whether the report is valid is not looked at: what looks like an object is archived as it is.
 */
final class ArchiveLine {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private ArchiveLine() {}

    /** The line with its line break; empty when the record does not begin and end with the braces of an object. */
    static Optional<byte[]> of(StreamRecord record) {
        byte[] data = record.data();
        int start = startsWithMark(data) ? BYTE_ORDER_MARK.length : 0;
        int end = data.length;
        while (start < end && isBlank(data[start])) {
            start++;
        }
        while (end > start && isBlank(data[end - 1])) {
            end--;
        }
        if (end - start < 2 || data[start] != '{' || data[end - 1] != '}') {
            return Optional.empty();
        }
        byte[] report = new byte[end - start - 1];
        for (int i = 0; i < report.length; i++) {
            byte b = data[start + i];
            report[i] = b == '\n' || b == '\r' ? (byte) ' ' : b;
        }
        report = OwnKeys.freed(report);
        byte[] added = added(record, isEmptyObject(report)).getBytes(StandardCharsets.US_ASCII);
        byte[] line = new byte[report.length + added.length];
        System.arraycopy(report, 0, line, 0, report.length);
        System.arraycopy(added, 0, line, report.length, added.length);
        return Optional.of(line);
    }

    private static String added(StreamRecord record, boolean first) {
        Position position = record.position();
        // Records that the Kinesis Producer Library aggregated share a sequence number.
        String subSequence = position.subSequenceNumber() == 0 ? "" : "." + position.subSequenceNumber();
        return (first ? "\"" : ",\"") + OwnKeys.ARRIVAL_TIME + "\":\"" + StatusTime.format(record.arrivalTime())
                + "\",\"" + OwnKeys.SEQUENCE_NUMBER + "\":\"" + position.sequenceNumber() + subSequence + "\"}\n";
    }

    /** @param report an object without its last brace */
    private static boolean isEmptyObject(byte[] report) {
        for (int i = 1; i < report.length; i++) {
            if (!isBlank(report[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWithMark(byte[] data) {
        return data.length >= 3
                && data[0] == BYTE_ORDER_MARK[0]
                && data[1] == BYTE_ORDER_MARK[1]
                && data[2] == BYTE_ORDER_MARK[2];
    }

    /** JSON's blanks and no others: whatever else stands outside the braces makes the record no object. */
    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
