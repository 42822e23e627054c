package com.wildrydes.systemtests.bench;

/**
 * Reads a message of {@code /ws/fleet} without building anything of it: {@code {"type":…,"seq":…,"from":…,"time":…,"unicorns":[[name,
 * latitude,longitude,speed,heading,health,magic,statusTime],…]}}. Names must need no escapes, as those of {@link ReportLines}.
 */
final class FleetMessage {

    private static final int COLUMNS_BETWEEN_PLACE_AND_TIME = 4;

    private FleetMessage() {}

    /** Takes a row. Places are in millionths of a degree, the time in milliseconds since 1970. */
    interface RowReader {

        void row(String name, long latitude, long longitude, long statusTime);
    }

    static boolean isSnapshot(String message) {
        return message.startsWith("{\"type\":\"snapshot\"");
    }

    /** A number of the beginning. @param key {@code seq}, {@code from} or {@code time} */
    static long number(String message, String key) {
        String text = "\"" + key + "\":";
        int start = message.indexOf(text);
        if (start < 0) {
            throw new IllegalArgumentException("A message must have " + key + ", but was " + beginning(message));
        }
        return wholeNumber(message, start + text.length());
    }

    /** @return how many rows there were */
    static int rows(String message, RowReader reader) {
        int rows = 0;
        int at = message.indexOf("\"unicorns\":[");
        if (at < 0) {
            throw new IllegalArgumentException("A message must have unicorns, but was " + beginning(message));
        }
        for (int start = message.indexOf("[\"", at); start >= 0; start = message.indexOf("[\"", at)) {
            int nameEnd = message.indexOf('"', start + 2);
            int latitudeEnd = message.indexOf(',', nameEnd + 2);
            int longitudeEnd = message.indexOf(',', latitudeEnd + 1);
            int time = longitudeEnd + 1;
            for (int column = 0; column < COLUMNS_BETWEEN_PLACE_AND_TIME; column++) {
                time = message.indexOf(',', time) + 1;
            }
            reader.row(
                    message.substring(start + 2, nameEnd),
                    millionths(message, nameEnd + 2, latitudeEnd),
                    millionths(message, latitudeEnd + 1, longitudeEnd),
                    wholeNumber(message, time));
            at = time;
            rows++;
        }
        return rows;
    }

    private static long millionths(String message, int from, int to) {
        return Math.round(Double.parseDouble(message.substring(from, to)) * 1e6);
    }

    private static long wholeNumber(String message, int from) {
        int to = from;
        while (to < message.length() && Character.isDigit(message.charAt(to))) {
            to++;
        }
        return Long.parseLong(message, from, to, 10);
    }

    private static String beginning(String message) {
        return message.substring(0, Math.min(100, message.length()));
    }
}
