package com.wildrydes.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A day of archived reports as archive-service writes them and Firehose delivers them: {@code raw/yyyy/MM/dd/HH/}, gzip, ten objects an
 * hour. A few reports are archived a second time, an hour later. The same seed makes the same reports, whose sums are counted here.
 */
final class ArchivedReports {

    static final int HOURS = 24;

    private static final int OBJECTS_AN_HOUR = 10;
    /** One report of so many is archived twice. */
    private static final int DUPLICATE_EVERY = 10_007;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH");
    private static final BigInteger FIRST_SEQUENCE =
            new BigInteger("49668899999999999999999999999999999999999999999999000000");

    private final LocalDate day;
    private final int unicorns;
    private final int reportsAnHour;
    private final long seed;
    /** In hundredths of a metre, so that the sums are exact. */
    private final AtomicLongArray distances;

    private final AtomicLongArray archivedDistances;
    private final AtomicLongArray bytes = new AtomicLongArray(HOURS);
    private final AtomicLong lines = new AtomicLong();

    ArchivedReports(LocalDate day, long reports, int unicorns, long seed) {
        this.day = day;
        this.unicorns = unicorns;
        this.reportsAnHour = Math.toIntExact(reports / HOURS);
        this.seed = seed;
        distances = new AtomicLongArray(unicorns);
        archivedDistances = new AtomicLongArray(unicorns);
    }

    void write(S3Client s3, String bucket) {
        IntStream.range(0, HOURS).parallel().forEach(hour -> writeHour(hour, s3, bucket));
    }

    private void writeHour(int hour, S3Client s3, String bucket) {
        Random random = new Random(seed + hour);
        StringBuilder duplicates = new StringBuilder();
        BigInteger sequence = FIRST_SEQUENCE.add(BigInteger.valueOf(hour).multiply(BigInteger.TEN.pow(16)));
        String prefix = sequence.toString().substring(0, 40);
        long suffix = sequence.remainder(BigInteger.TEN.pow(16)).longValue();
        int perObject = (reportsAnHour + OBJECTS_AN_HOUR - 1) / OBJECTS_AN_HOUR;
        for (int object = 0; object < OBJECTS_AN_HOUR; object++) {
            StringBuilder text = new StringBuilder();
            int end = Math.min(reportsAnHour, (object + 1) * perObject);
            for (int i = object * perObject; i < end; i++) {
                suffix += 1 + random.nextInt(50);
                int unicorn = i % unicorns;
                long distance = random.nextInt(6_000);
                String line = line(hour, i, unicorn, distance, prefix + String.format("%016d", suffix), random);
                text.append(line);
                boolean twice = hour < HOURS - 1 && i % DUPLICATE_EVERY == 1;
                if (twice) {
                    duplicates.append(line);
                }
                distances.addAndGet(unicorn, distance);
                archivedDistances.addAndGet(unicorn, twice ? 2 * distance : distance);
                lines.addAndGet(twice ? 2 : 1);
            }
            put(hour, object, text, s3, bucket);
        }
        if (!duplicates.isEmpty()) {
            put(hour + 1, OBJECTS_AN_HOUR, duplicates, s3, bucket);
        }
    }

    private String line(int hour, int i, int unicorn, long distance, String sequence, Random random) {
        LocalDateTime flown = day.atTime(hour, 0).plusNanos((long) (i * 3.6e12 / reportsAnHour));
        return "{\"Distance\":" + hundredths(distance) + ",\"HealthPoints\":" + (100 + random.nextInt(100))
                + ",\"Latitude\":" + (40 + random.nextInt(1_000_000) / 1e6) + ",\"Longitude\":"
                + (-74 + random.nextInt(1_000_000) / 1e6) + ",\"MagicPoints\":" + (100 + random.nextInt(100))
                + ",\"Name\":\"" + name(unicorn) + "\",\"StatusTime\":\"" + TIME.format(flown) + "\",\"ArrivalTime\":\""
                + TIME.format(flown.plusNanos(40_000_000)) + "\",\"SequenceNumber\":\"" + sequence + "\"}\n";
    }

    private static String hundredths(long value) {
        return value / 100 + "." + value / 10 % 10 + value % 10;
    }

    private void put(int hour, int object, StringBuilder text, S3Client s3, String bucket) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(zipped, 1 << 16)) {
            gzip.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        bytes.addAndGet(hour, zipped.size());
        String key = "raw/%s/wildrydes-1-%s-%02d-00-00-%04d.json.gz".formatted(hourName(hour), day, hour, object);
        s3.putObject(b -> b.bucket(bucket).key(key), RequestBody.fromBytes(zipped.toByteArray()));
    }

    static String name(int unicorn) {
        return "Unicorn " + unicorn;
    }

    /** As the table's partition key {@code datehour} names it. */
    String hourName(int hour) {
        return HOUR.format(day.atTime(hour, 0));
    }

    long lines() {
        return lines.get();
    }

    /** Of the objects of the hours, compressed. */
    long bytes(int fromHour, int toHour) {
        return IntStream.rangeClosed(fromHour, toHour).mapToLong(bytes::get).sum();
    }

    /** What the unicorn flew, in metres: each report once. */
    double distance(int unicorn) {
        return distances.get(unicorn) / 100.0;
    }

    /** What all lines of the unicorn sum up to, in metres. */
    double archivedDistance(int unicorn) {
        return archivedDistances.get(unicorn) / 100.0;
    }
}
