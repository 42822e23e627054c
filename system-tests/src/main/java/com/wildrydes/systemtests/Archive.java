package com.wildrydes.systemtests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The archived files, read with the bare SDK. Files never change, so each is read once. */
public final class Archive {

    private static final String BUCKET = "wildrydes-archive";
    private static final int LONGEST_END = 200;
    private static final Pattern SEQUENCE_NUMBER = Pattern.compile("\"SequenceNumber\":\"(\\d+)\"}$");

    private final S3Client s3;
    private final Set<String> filesRead = new HashSet<>();
    private final Set<String> sequenceNumbers = new HashSet<>();

    public Archive(S3Client s3) {
        this.s3 = s3;
    }

    /** Takes a line of the archive. */
    public interface LineReader {

        /** @param sequenceNumber of its record in the stream of reports */
        void line(String line, String sequenceNumber);
    }

    /** Those of all lines that there are now. Not beside {@link #readNew}, which takes lines away from this. */
    public Set<String> sequenceNumbers() {
        readNew((line, sequenceNumber) -> sequenceNumbers.add(sequenceNumber));
        return new HashSet<>(sequenceNumbers);
    }

    /** Reads the lines that came since the last time, and holds one at a time. */
    public void readNew(LineReader reader) {
        s3.listObjectsV2Paginator(r -> r.bucket(BUCKET).prefix("raw/")).contents().stream()
                .map(S3Object::key)
                .filter(filesRead::add)
                .forEach(key -> read(key, reader));
    }

    private void read(String key, LineReader reader) {
        try (InputStream file = s3.getObject(r -> r.bucket(BUCKET).key(key));
                // Beside LocalStack files are not compressed.
                InputStream content = key.endsWith(".gz") ? new GZIPInputStream(file) : file;
                BufferedReader lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                // A line's end alone: the text before it may be a megabyte, and there are millions of lines.
                Matcher matcher = SEQUENCE_NUMBER.matcher(line);
                if (matcher.region(Math.max(0, line.length() - LONGEST_END), line.length())
                        .find()) {
                    reader.line(line, matcher.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
