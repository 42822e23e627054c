package com.wildrydes.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How long "total distance per unicorn" over a day of archived reports takes through archive-service's REST API, with local-aws for
 * Athena, beside DuckDB's own JDBC with the same sum over the same files; what an hour costs, and a million rows as CSV. The sums must be those that were counted when the reports were made,
 * or the figures do not count.
 *
 * <p>Options: {@code --reports=10000000}, {@code --unicorns=1000}, {@code --rounds=3}, {@code --seed=1}, {@code
 * --heap=112} MiB of archive-service, {@code --jar=local-aws/target/local-aws-….jar}, {@code --archive=archive-service/target/….jar}.
 */
public final class ArchiveQueryBenchmark implements AutoCloseable {

    private static final String BUCKET = "wildrydes-archive";
    private static final String COPIES = "SELECT name, sum(distance) AS metres FROM archived_reports GROUP BY name";
    private static final int MANY_ROWS = 1_000_000;

    private final LocalAwsProcess aws;
    private final S3Client s3;
    private final ServiceProcess archive;
    private final ArchiveQueries queries;
    private final ArchivedReports reports;
    private final int unicorns;
    private boolean right = true;

    private ArchiveQueryBenchmark(LocalAwsProcess aws, ServiceProcess archive, ArchivedReports reports, int unicorns) {
        this.aws = aws;
        this.reports = reports;
        this.unicorns = unicorns;
        s3 = client(S3Client.builder().forcePathStyle(true));
        this.archive = archive;
        queries = new ArchiveQueries(archive.address());
    }

    private <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
        return builder.endpointOverride(aws.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
                .build();
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            String[] parts = argument.replaceFirst("^--", "").split("=", 2);
            options.put(parts[0], parts.length == 2 ? parts[1] : "true");
        }
        int unicorns = Integer.parseInt(options.getOrDefault("unicorns", "1000"));
        ArchivedReports reports = new ArchivedReports(
                LocalDate.now(ZoneOffset.UTC).minusDays(2),
                Long.parseLong(options.getOrDefault("reports", "10000000")),
                unicorns,
                Long.parseLong(options.getOrDefault("seed", "1")));
        Path jar =
                Path.of(options.getOrDefault("archive", "archive-service/target/archive-service-1.0.0-SNAPSHOT.jar"));
        Path log = Files.createTempFile(Files.createDirectories(Path.of("benchmarks", "target")), "archive-", ".log");
        boolean right;
        try (LocalAwsProcess aws = LocalAwsProcess.start(
                Path.of(options.getOrDefault("jar", "local-aws/target/local-aws-1.0.0-SNAPSHOT.jar")),
                "kinesis,dynamodb,firehose,s3,athena",
                List.of("-Xmx160m", "-XX:+UseSerialGC"),
                List.of())) {
            ServiceProcess archive = ServiceProcess.start(
                    "archive-service",
                    jar,
                    Integer.parseInt(options.getOrDefault("heap", "112")),
                    aws.endpoint(),
                    log,
                    List.of());
            try (ArchiveQueryBenchmark benchmark = new ArchiveQueryBenchmark(aws, archive, reports, unicorns)) {
                right = benchmark.run(Integer.parseInt(options.getOrDefault("rounds", "3")));
            }
        }
        System.exit(right ? 0 : 1);
    }

    private boolean run(int rounds) throws Exception {
        archive.awaitReady();
        long began = System.nanoTime();
        reports.write(s3, BUCKET);
        print(
                "%,d lines in %,d MB written in %.0f s",
                reports.lines(), reports.bytes(0, ArchivedReports.HOURS - 1) / 1_000_000, seconds(began));
        print(
                "the first question, of files never read before: %.2f s",
                total(queries.report("total-distance"), reports::distance));
        began = System.nanoTime();
        while (!aws.isIdle()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        print("closed hours written to Parquet in the background: %.0f s more", seconds(began));
        List<Double> unique = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        List<Double> direct = new ArrayList<>();
        List<Double> directUnique = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            direct.add(
                    direct("SELECT \"Name\", sum(\"Distance\") FROM %s GROUP BY \"Name\"", reports::archivedDistance));
            directUnique.add(direct(
                    "SELECT name, sum(distance) FROM (SELECT \"Name\" AS name, any_value(\"Distance\") AS distance FROM %s"
                            + " GROUP BY \"SequenceNumber\", \"Name\") GROUP BY name",
                    reports::distance));
            unique.add(total(queries.report("total-distance"), reports::distance));
            copies.add(total(queries.query(COPIES), reports::archivedDistance));
        }
        print("DuckDB's JDBC, copies and all         %s", all(direct));
        print("DuckDB's JDBC, each report once       %s", all(directUnique));
        print("reports, each once                    %s", all(unique));
        print("archived_reports, copies and all      %s", all(copies));
        print(
                "ratios: %.2f for each report once, %.2f for copies and all; each once to DuckDB's copies and all %.2f",
                median(unique) / median(directUnique),
                median(copies) / median(direct),
                median(unique) / median(direct));
        oneHour();
        return right;
    }

    private double total(ArchiveQueries.Answer answer, IntToDoubleFunction expected) {
        Map<String, Double> sums = new HashMap<>();
        answer.rows().forEach(row -> sums.put(row.get(0), Double.valueOf(row.get(1))));
        check("archive-service", sums, expected);
        right &= answer.scannedBytes() == reports.bytes(0, ArchivedReports.HOURS - 1);
        return answer.seconds();
    }

    /** @param sql with {@code %s} for the function that reads the files */
    private double direct(String sql, IntToDoubleFunction expected) throws Exception {
        String files = aws.data().resolve("s3").resolve(BUCKET) + "/raw/**/*.json.gz";
        long began = System.nanoTime();
        Map<String, Double> sums = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            try (ResultSet rows = statement.executeQuery(sql.formatted("read_json('" + files
                    + "', format = 'newline_delimited', columns = {'Name': 'VARCHAR', 'Distance': 'DOUBLE',"
                    + " 'SequenceNumber': 'VARCHAR'})"))) {
                while (rows.next()) {
                    sums.put(rows.getString(1), rows.getDouble(2));
                }
            }
        }
        double seconds = seconds(began);
        check("DuckDB's JDBC", sums, expected);
        return seconds;
    }

    /** Sums of doubles differ by the order in which they were added: in their last digits. */
    private void check(String what, Map<String, Double> sums, IntToDoubleFunction expected) {
        boolean all = sums.size() == unicorns;
        for (int unicorn = 0; unicorn < unicorns && all; unicorn++) {
            double metres = expected.applyAsDouble(unicorn);
            Double found = sums.get(ArchivedReports.name(unicorn));
            all = found != null && Math.abs(found - metres) <= 1e-10 * metres;
        }
        if (!all) {
            right = false;
            print("WRONG SUMS from %s", what);
        }
    }

    private void oneHour() throws IOException, InterruptedException {
        hours("datehour = '" + reports.hourName(5) + "'", 5, 5);
        hours("datehour BETWEEN '" + reports.hourName(5) + "' AND '" + reports.hourName(6) + "'", 5, 6);
        ArchiveQueries.Answer one =
                queries.query("SELECT statustime FROM reports WHERE name = '" + ArchivedReports.name(7) + "'");
        print("the path of one unicorn through all hours: %,d rows in %.2f s", one.count(), one.seconds());
        ArchiveQueries.Answer many = queries.count(
                "SELECT name, statustime, latitude, longitude, healthpoints FROM archived_reports LIMIT " + MANY_ROWS);
        right &= many.count() == MANY_ROWS;
        print(
                "%,d rows as CSV: %.1f s; archive-service has %d MB resident",
                many.count(), many.seconds(), archive.usage().residentBytes() >> 20);
        print("SELECT 1: %.2f s", queries.query("SELECT 1").seconds());
    }

    private void hours(String condition, int from, int to) throws IOException, InterruptedException {
        ArchiveQueries.Answer answer = queries.query(
                "SELECT name, sum(distance) AS metres FROM archived_reports WHERE " + condition + " GROUP BY name");
        boolean only = answer.scannedBytes() == reports.bytes(from, to);
        right &= only;
        print(
                "%s: %.2f s, %,d bytes scanned, %s",
                condition, answer.seconds(), answer.scannedBytes(), only ? "its objects'" : "NOT ITS OBJECTS'");
    }

    private static String all(List<Double> seconds) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "median %.2f s of", median(seconds)));
        seconds.forEach(one -> text.append(String.format(Locale.ROOT, " %.2f", one)));
        return text.toString();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    @Override
    public void close() throws InterruptedException {
        archive.kill();
        s3.close();
    }
}
