package com.wildrydes.systemtests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.services.s3.S3Client;

/** The archived files, read with the bare SDK. Files never change, so each is read once. */
public final class Archive {

    private static final String BUCKET = "wildrydes-archive";
    private static final Pattern SEQUENCE_NUMBER = Pattern.compile("\"SequenceNumber\":\"(\\d+)\"}$");

    private final S3Client s3;
    private final Map<String, Set<String>> sequenceNumbersByFile = new HashMap<>();

    public Archive(S3Client s3) {
        this.s3 = s3;
    }

    public Set<String> sequenceNumbers() {
        s3.listObjectsV2Paginator(r -> r.bucket(BUCKET).prefix("raw/"))
                .contents()
                .forEach(file -> sequenceNumbersByFile.computeIfAbsent(file.key(), this::sequenceNumbersIn));
        Set<String> all = new HashSet<>();
        sequenceNumbersByFile.values().forEach(all::addAll);
        return all;
    }

    private Set<String> sequenceNumbersIn(String key) {
        Set<String> found = new HashSet<>();
        try (InputStream file = s3.getObject(r -> r.bucket(BUCKET).key(key));
                // Beside LocalStack files are not compressed.
                InputStream content = key.endsWith(".gz") ? new GZIPInputStream(file) : file;
                BufferedReader lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher matcher = SEQUENCE_NUMBER.matcher(line);
                if (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
