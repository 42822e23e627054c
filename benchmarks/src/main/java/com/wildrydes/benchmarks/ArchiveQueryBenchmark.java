package com.wildrydes.benchmarks;

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
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * How long "total distance per unicorn" over a day of archived reports takes in the local Athena, through the views of archive-service
 * and its API, beside DuckDB's own JDBC with the same sum over the same files. The sums must be those that were counted when the reports were made,
 * or the figures do not count.
 *
 * <p>Options: {@code --reports=10000000}, {@code --unicorns=1000}, {@code --rounds=3}, {@code --seed=1}, {@code
 * --jar=local-aws/target/local-aws-….jar}.
 */
public final class ArchiveQueryBenchmark implements AutoCloseable {

    private static final String BUCKET = "wildrydes-archive";
    private static final String TOTAL = "SELECT name, sum(distance) AS metres FROM %s GROUP BY name";

    private final LocalAwsProcess aws;
    private final S3Client s3;
    private final AthenaQueries athena;
    private final ArchivedReports reports;
    private final int unicorns;
    private boolean right = true;

    private ArchiveQueryBenchmark(LocalAwsProcess aws, ArchivedReports reports, int unicorns) {
        this.aws = aws;
        this.reports = reports;
        this.unicorns = unicorns;
        s3 = client(S3Client.builder().forcePathStyle(true));
        athena = new AthenaQueries(client(AthenaClient.builder()), BUCKET);
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
        boolean right;
        try (LocalAwsProcess aws = LocalAwsProcess.start(
                        Path.of(options.getOrDefault("jar", "local-aws/target/local-aws-1.0.0-SNAPSHOT.jar")),
                        "s3,athena",
                        List.of("-Xmx160m", "-XX:+UseSerialGC"),
                        List.of());
                ArchiveQueryBenchmark benchmark = new ArchiveQueryBenchmark(aws, reports, unicorns)) {
            right = benchmark.run(Integer.parseInt(options.getOrDefault("rounds", "3")));
        }
        System.exit(right ? 0 : 1);
    }

    private boolean run(int rounds) throws Exception {
        s3.createBucket(b -> b.bucket(BUCKET));
        long began = System.nanoTime();
        reports.write(s3, BUCKET);
        print(
                "%,d lines in %,d MB written in %.0f s",
                reports.lines(), reports.bytes(0, ArchivedReports.HOURS - 1) / 1_000_000, seconds(began));
        Path ddl = Path.of("archive-service", "src", "main", "resources", "athena.sql");
        for (String statement :
                Files.readString(ddl).replaceAll("(?m)^--.*\n", "").split(";\\s*(\n|$)")) {
            athena.run(statement.replace("{database}", "wildrydes").replace("{bucket}", BUCKET));
        }

        print("the first question, of files never read before: %.2f s", total("reports", reports::distance));
        began = System.nanoTime();
        while (!aws.isIdle()) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        print("closed hours written to Parquet in the background: %.0f s more", seconds(began));
        List<Double> unique = new ArrayList<>();
        List<Double> copies = new ArrayList<>();
        List<Double> direct = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            direct.add(direct());
            unique.add(total("reports", reports::distance));
            copies.add(total("archived_reports", reports::archivedDistance));
        }
        print("DuckDB's JDBC over the same files     %s", all(direct));
        print("reports, each once                    %s", all(unique));
        print("archived_reports, copies and all      %s", all(copies));
        print(
                "ratio to DuckDB's JDBC: %.2f for reports, %.2f for archived_reports",
                median(unique) / median(direct), median(copies) / median(direct));
        oneHour();
        return right;
    }

    private double total(String relation, IntToDoubleFunction expected) throws InterruptedException {
        AthenaQueries.Answer answer = athena.run(TOTAL.formatted(relation));
        Map<String, Double> sums = new HashMap<>();
        answer.rows().stream().skip(1).forEach(row -> sums.put(row.get(0), Double.valueOf(row.get(1))));
        check(relation, sums, expected);
        right &= answer.scannedBytes() == reports.bytes(0, ArchivedReports.HOURS - 1);
        return answer.seconds();
    }

    private double direct() throws Exception {
        String files = aws.data().resolve("s3").resolve(BUCKET) + "/raw/**/*.json.gz";
        long began = System.nanoTime();
        Map<String, Double> sums = new HashMap<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            try (ResultSet rows = statement.executeQuery("SELECT \"Name\", sum(\"Distance\") FROM read_json('" + files
                    + "', format = 'newline_delimited', columns = {'Name': 'VARCHAR', 'Distance': 'DOUBLE'})"
                    + " GROUP BY \"Name\"")) {
                while (rows.next()) {
                    sums.put(rows.getString(1), rows.getDouble(2));
                }
            }
        }
        double seconds = seconds(began);
        check("DuckDB's JDBC", sums, reports::archivedDistance);
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

    private void oneHour() throws InterruptedException {
        hours("datehour = '" + reports.hourName(5) + "'", 5, 5);
        hours("datehour BETWEEN '" + reports.hourName(5) + "' AND '" + reports.hourName(6) + "'", 5, 6);
        AthenaQueries.Answer one =
                athena.run("SELECT statustime FROM reports WHERE name = '" + ArchivedReports.name(7) + "'");
        print(
                "the path of one unicorn through all hours: %,d rows in %.2f s",
                one.rows().size() - 1, one.seconds());
        print("SELECT 1: %.2f s", athena.run("SELECT 1").seconds());
    }

    private void hours(String condition, int from, int to) throws InterruptedException {
        AthenaQueries.Answer answer = athena.run(
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
    public void close() {
        athena.close();
        s3.close();
    }
}
