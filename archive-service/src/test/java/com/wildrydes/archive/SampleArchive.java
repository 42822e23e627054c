package com.wildrydes.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Two hours of three unicorns, archived as it happens in bad times: some reports twice in an hour, some again in a later one, some two
 * hours late, and lines between them that are no reports.
 */
public final class SampleArchive {

    public static final List<String> NAMES = List.of("Shadowfax", "O'Hara", "Ünïcorn 🦄");
    public static final Instant START = Instant.parse("2026-11-23T01:00:00Z");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final int REPORTS_AN_HOUR = 360;
    private static final long SEED = 20_261_123;

    private final S3Client s3;
    private final List<Sample> reports = new ArrayList<>();
    private final Map<String, Long> bytesByHour = new HashMap<>();

    public SampleArchive(RunningArchive archive) {
        s3 = archive.client(S3Client.builder().forcePathStyle(true));
    }

    /** A report as it must be found, once. */
    public record Sample(
            String name,
            double latitude,
            double longitude,
            double distance,
            int health,
            int magic,
            Instant arrival,
            long sequence) {

        /** The unicorns' clocks are a second behind, and one's seven minutes. */
        public Instant statusTime() {
            return arrival.minus(name.equals(NAMES.get(2)) ? Duration.ofMinutes(7) : Duration.ofSeconds(1));
        }

        /** When its minute began. */
        public Instant minute() {
            return arrival.truncatedTo(ChronoUnit.MINUTES);
        }

        private String line() {
            return "{\"Distance\":" + distance + ",\"HealthPoints\":" + health + ",\"Latitude\":" + latitude
                    + ",\"Longitude\":" + longitude + ",\"MagicPoints\":" + magic + ",\"Name\":\"" + name
                    + "\",\"StatusTime\":\"" + format(statusTime()) + "\",\"ArrivalTime\":\"" + format(arrival)
                    + "\",\"SequenceNumber\":\"" + "4966%052d".formatted(sequence) + "\"}\n";
        }
    }

    /** As Athena writes it. */
    public static String format(Instant time) {
        return TIME.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }

    /** Stores everything. */
    public SampleArchive fill() {
        Random random = new Random(SEED);
        for (int i = 0; i < 2 * REPORTS_AN_HOUR; i++) {
            for (String name : NAMES) {
                reports.add(new Sample(
                        name,
                        40 + random.nextInt(1_000) / 1_000.0,
                        -73 - random.nextInt(1_000) / 1_000.0,
                        25 + random.nextInt(1_000) / 100.0,
                        90 + random.nextInt(100),
                        90 + random.nextInt(100),
                        START.plus(EVERY.multipliedBy(i)).plusMillis(random.nextInt(1_000)),
                        reports.size()));
            }
        }
        int hour = NAMES.size() * REPORTS_AN_HOUR;
        add("raw/2026/11/23/01/a.json.gz", lines(0, 500));
        add("raw/2026/11/23/01/b.json.gz", lines(480, hour - 60) + "{malformed\n{\"Name\":\"no report\"}\n");
        add("raw/2026/11/23/02/a.json.gz", lines(hour - 100, hour - 60) + lines(hour, 2 * hour));
        add("raw/2026/11/23/03/a.json.gz", lines(hour - 60, hour));
        return this;
    }

    private String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        reports.subList(from, to).forEach(report -> lines.append(report.line()));
        return lines.toString();
    }

    /** Stores a file of so many bytes, and a few more, of lines that are no reports. */
    public SampleArchive addOtherLines(String key, int bytes) {
        Random random = new Random(SEED);
        StringBuilder lines = new StringBuilder();
        // Of a line of 27 characters, 16 hexadecimal digits remain, and each of those is half a byte.
        while (lines.length() < 4 * bytes) {
            lines.append("{\"Note\":\"")
                    .append(Long.toHexString(random.nextLong()))
                    .append("\"}\n");
        }
        add(key, lines.toString());
        return this;
    }

    private void add(String key, String lines) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(lines.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        s3.putObject(put -> put.bucket("wildrydes-archive").key(key), RequestBody.fromBytes(compressed.toByteArray()));
        bytesByHour.merge(
                key.substring("raw/".length(), "raw/2026/11/23/01".length()), (long) compressed.size(), Long::sum);
    }

    /** Every report, once. */
    public List<Sample> reports() {
        return List.copyOf(reports);
    }

    /** How many bytes the files of an hour have, such as 2026/11/23/01. */
    public long bytesOf(String hour) {
        return bytesByHour.getOrDefault(hour, 0L);
    }
}
