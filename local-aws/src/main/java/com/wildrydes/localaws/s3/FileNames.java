package com.wildrydes.localaws.s3;

import java.nio.charset.StandardCharsets;

/**
 * Object keys as file paths of ASCII characters only, so that any key can be stored whatever the locale: a JVM in the POSIX locale
 * cannot name a file {@code ü}. The bytes of other characters, and the tilde itself, become {@code ~XX}. A tilde sorts after every
 * printable ASCII character, as those bytes do, so listings keep S3's order. Keys of ASCII are stored as they are.
 */
final class FileNames {

    private static final char ESCAPE = '~';
    private static final String HEX = "0123456789ABCDEF";

    private FileNames() {}

    static String of(String key) {
        if (key.chars().allMatch(FileNames::isPlain)) {
            return key;
        }
        StringBuilder name = new StringBuilder(key.length() + 16);
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(b)) {
                name.append((char) b);
            } else {
                name.append(ESCAPE).append(HEX.charAt(b >> 4 & 15)).append(HEX.charAt(b & 15));
            }
        }
        return name.toString();
    }

    static String toKey(String name) {
        if (name.indexOf(ESCAPE) < 0) {
            return name;
        }
        byte[] bytes = new byte[name.length()];
        int length = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int high = c == ESCAPE && i + 2 < name.length() ? Character.digit(name.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(name.charAt(i + 2), 16);
            if (low >= 0) {
                bytes[length++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                // A file that somebody else put there: its name is its key.
                bytes[length++] = (byte) c;
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isPlain(int c) {
        return c >= 0 && c < 128 && c != ESCAPE;
    }
}
