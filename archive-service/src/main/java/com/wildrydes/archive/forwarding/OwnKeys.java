package com.wildrydes.archive.forwarding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The keys that the archive adds to a report. A report that has one of them already, such as a line of the archive that was
 * sent again, would have it twice, which Athena's JSON reader takes for a malformed line: the report's own key gets
 * {@code Reported} put before it.
 */
final class OwnKeys {

    static final String ARRIVAL_TIME = "ArrivalTime";
    static final String SEQUENCE_NUMBER = "SequenceNumber";

    private static final String PREFIX = "Reported";
    private static final JsonFactory JSON = new JsonFactory();

    /** Lower case: Athena's columns have no case. */
    private static final Set<String> TAKEN =
            Set.of(ARRIVAL_TIME.toLowerCase(Locale.ROOT), SEQUENCE_NUMBER.toLowerCase(Locale.ROOT));

    private OwnKeys() {}

    /**
     * Frees the keys in an object's bytes.
     *
     * @param report an object without its last brace; returned as it is when it does not have the keys or is no JSON
     */
    static byte[] freed(byte[] report) {
        if (!mayHaveThem(report)) {
            return report;
        }
        List<Integer> places = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        find(report, places, keys);
        if (places.isEmpty()) {
            return report;
        }
        return withPrefix(report, places, unusedPrefix(keys));
    }

    /** Cheap, because every report passes here: a key is there only if its letters are, or an escape that hides them. */
    private static boolean mayHaveThem(byte[] report) {
        for (int i = 0; i < report.length; i++) {
            if (report[i] == '\\' || isAt(report, i, ARRIVAL_TIME) || isAt(report, i, SEQUENCE_NUMBER)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] report, int at, String key) {
        if (at + key.length() > report.length) {
            return false;
        }
        for (int i = 0; i < key.length(); i++) {
            // Sets the bit in which ASCII's upper and lower case differ.
            if ((report[at + i] | 0x20) != (key.charAt(i) | 0x20)) {
                return false;
            }
        }
        return true;
    }

    private static void find(byte[] report, List<Integer> places, Set<String> keys) {
        byte[] whole = Arrays.copyOf(report, report.length + 1);
        whole[report.length] = '}';
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), whole)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String key = parser.currentName().toLowerCase(Locale.ROOT);
                keys.add(key);
                if (TAKEN.contains(key)) {
                    places.add((int) parser.currentTokenLocation().getByteOffset() + 1);
                }
                parser.nextToken();
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            places.clear();
        }
    }

    private static String unusedPrefix(Set<String> keys) {
        String prefix = PREFIX;
        while (isUsed(prefix, keys)) {
            prefix += PREFIX;
        }
        return prefix;
    }

    private static boolean isUsed(String prefix, Set<String> keys) {
        String lower = prefix.toLowerCase(Locale.ROOT);
        return TAKEN.stream().anyMatch(key -> keys.contains(lower + key));
    }

    private static byte[] withPrefix(byte[] report, List<Integer> places, String prefix) {
        byte[] freed = new byte[report.length + places.size() * prefix.length()];
        int from = 0;
        int to = 0;
        for (int place : places) {
            System.arraycopy(report, from, freed, to, place - from);
            to += place - from;
            from = place;
            for (int i = 0; i < prefix.length(); i++) {
                freed[to++] = (byte) prefix.charAt(i);
            }
        }
        System.arraycopy(report, from, freed, to, report.length - from);
        return freed;
    }
}
