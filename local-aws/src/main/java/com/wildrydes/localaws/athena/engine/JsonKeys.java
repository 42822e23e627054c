package com.wildrydes.localaws.athena.engine;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * How the keys are spelled in a file of JSON lines: the SerDe takes them in any case, DuckDB only as they are written. Looks at the
 * first lines, as all lines of a file come from one kind of writer.
 */
final class JsonKeys {

    private static final int LOOK_AT_BYTES = 64 << 10;

    private JsonKeys() {}

    /** The spelling of each top-level key, by the key in lower case. */
    static Map<String, String> in(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = open(file)) {
            bytes = in.readNBytes(LOOK_AT_BYTES);
        } catch (ZipException | EOFException e) {
            return Map.of();
        }
        Map<String, String> keys = new HashMap<>();
        new String(bytes, StandardCharsets.UTF_8).lines().forEach(line -> collect(line, keys));
        return keys;
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in, 1 << 13) : in;
    }

    /** A string at depth one that a colon follows is a key. */
    private static void collect(String line, Map<String, String> keys) {
        int depth = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            } else if (c == '"') {
                int end = endOfString(line, i + 1);
                int next = end + 1;
                while (next < line.length() && line.charAt(next) == ' ') {
                    next++;
                }
                if (depth == 1 && next < line.length() && line.charAt(next) == ':') {
                    String key = line.substring(i + 1, end);
                    keys.putIfAbsent(key.toLowerCase(Locale.ROOT), key);
                }
                i = end;
            }
        }
    }

    private static int endOfString(String line, int from) {
        int i = from;
        while (i < line.length() && line.charAt(i) != '"') {
            i += line.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, line.length());
    }
}
