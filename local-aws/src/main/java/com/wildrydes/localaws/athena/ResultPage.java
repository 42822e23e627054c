package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.objects.ObjectAddress;
import com.wildrydes.localaws.objects.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a result's file, read where it lies: only as many bytes as they take, so a page costs the same at the end of a million
 * rows. The token of the next page is where it begins.
 *
 * @param rows of values, null for a null
 * @param next the offset of the next page; negative at the end
 */
record ResultPage(List<List<@Nullable String>> rows, long next) {

    private static final int CHUNK_BYTES = 256 << 10;

    /** Reads CSV in which every value is quoted and a null is nothing. */
    static ResultPage ofCsv(ObjectStore objects, ObjectAddress file, long offset, int maxRows) throws IOException {
        return read(objects, file, offset, maxRows, true);
    }

    /** Reads lines of values with tabs between. */
    static ResultPage ofText(ObjectStore objects, ObjectAddress file, long offset, int maxRows) throws IOException {
        return read(objects, file, offset, maxRows, false);
    }

    private static ResultPage read(ObjectStore objects, ObjectAddress file, long offset, int maxRows, boolean csv)
            throws IOException {
        List<List<@Nullable String>> rows = new ArrayList<>();
        List<@Nullable String> row = new ArrayList<>();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        boolean inQuotes = false;
        boolean wasQuoted = false;
        long at = offset;
        while (true) {
            byte[] chunk = objects.read(file, at, CHUNK_BYTES);
            if (chunk.length == 0) {
                return new ResultPage(rows, -1);
            }
            for (byte b : chunk) {
                at++;
                if (csv && b == '"') {
                    // A doubled quote ends the value and begins it again, with a quote between.
                    if (!inQuotes && wasQuoted) {
                        value.write(b);
                    }
                    inQuotes = !inQuotes;
                    wasQuoted = true;
                } else if (!inQuotes && (b == '\n' || b == (csv ? ',' : '\t'))) {
                    row.add(value.size() == 0 && csv && !wasQuoted ? null : value.toString(StandardCharsets.UTF_8));
                    value.reset();
                    wasQuoted = false;
                    if (b == '\n') {
                        rows.add(row);
                        row = new ArrayList<>();
                        if (rows.size() == maxRows) {
                            return new ResultPage(rows, objects.read(file, at, 1).length == 0 ? -1 : at);
                        }
                    }
                } else {
                    value.write(b);
                }
            }
        }
    }
}
