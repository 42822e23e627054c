package com.wildrydes.producer;

import com.wildrydes.producer.flight.GeoPoint;
import com.wildrydes.producer.simulator.Unicorn;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.ReportJson;
import com.wildrydes.telemetry.UnicornName;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.SplittableRandom;

/**
 * The workshop's {@code ./producer}: one unicorn that reports once a second over HTTP, and a period on standard output for each
 * report that was accepted, until it is interrupted.
 *
 * <p>Plain Java, so that it starts at once: it needs this module's classes, {@code telemetry} and {@code jackson-core}.
 */
public final class ProduceCommand {

    private static final String USAGE =
            "usage: produce [--name NAME] [--url URL] [--latitude DEGREES --longitude DEGREES] [--count REPORTS]";
    private static final double RADIUS_METRES = 15_000;
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int USAGE_ERROR = 2;

    private final Unicorn unicorn;
    private final URI endpoint;
    private final PrintStream out;
    private final PrintStream err;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private boolean everAccepted;
    private boolean failing;

    private ProduceCommand(Arguments arguments, PrintStream out, PrintStream err) {
        this.unicorn = new Unicorn(
                arguments.name,
                new GeoPoint(arguments.latitude, arguments.longitude),
                RADIUS_METRES,
                new SplittableRandom());
        this.endpoint = URI.create(arguments.url.replaceAll("/+$", "") + "/api/telemetry");
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args, INTERVAL, System.out, System.err));
    }

    /** @return the exit status: 0 after the wanted number of reports, 1 when they are not accepted, 2 for wrong arguments */
    static int run(String[] args, Duration interval, PrintStream out, PrintStream err) throws InterruptedException {
        ProduceCommand command;
        long count;
        try {
            Arguments arguments = Arguments.of(args);
            if (arguments.help) {
                out.println(USAGE);
                return 0;
            }
            count = arguments.count;
            command = new ProduceCommand(arguments, out, err);
        } catch (IllegalArgumentException | InvalidReportException e) {
            err.println("produce: " + e.getMessage());
            err.println(USAGE);
            return USAGE_ERROR;
        }
        return command.fly(count, interval) ? 0 : 1;
    }

    private boolean fly(long count, Duration interval) throws InterruptedException {
        long next = System.nanoTime();
        for (long i = 0; i < count; i++) {
            next += interval.toNanos();
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000));
            // After a long wait it goes on from here, not in a burst.
            next = Math.max(next, System.nanoTime() - interval.toNanos());
            if (!report()) {
                return false;
            }
        }
        out.println();
        return true;
    }

    /** @return whether it makes sense to go on */
    private boolean report() throws InterruptedException {
        byte[] json = ReportJson.write(unicorn.fly(Instant.now()));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(json))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            int status = response.statusCode();
            if (status == 202) {
                unicorn.reported();
                accepted();
                return true;
            }
            String answer = endpoint + " answered " + status + ": " + response.body();
            boolean mayHeal = status == 429 || status >= 500;
            return failed(answer, mayHeal && everAccepted);
        } catch (IOException e) {
            String problem = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return failed(
                    "no answer from " + endpoint + " (" + problem + "); does the fleet fly? ./wildrydes up",
                    everAccepted);
        }
    }

    private void accepted() {
        if (failing) {
            failing = false;
            err.println("produce: accepted again");
        }
        everAccepted = true;
        out.print('.');
        out.flush();
    }

    private boolean failed(String problem, boolean goOn) {
        if (!failing) {
            err.println(
                    (everAccepted ? "\n" : "") + "produce: " + problem + (goOn ? "; trying again every second" : ""));
        }
        failing = true;
        return goOn;
    }

    private static final class Arguments {

        private String name = "Shadowfax";
        private String url = "http://localhost:8080";
        private double latitude = 40.749167;
        private double longitude = -73.985184;
        private long count = Long.MAX_VALUE;
        private boolean help;

        static Arguments of(String[] args) {
            Arguments arguments = new Arguments();
            Iterator<String> words = Arrays.asList(args).iterator();
            while (words.hasNext()) {
                String option = words.next();
                if (option.equals("--help") || option.equals("-h")) {
                    arguments.help = true;
                    continue;
                }
                if (!option.startsWith("-")) {
                    throw new IllegalArgumentException("an option must begin with --, but was " + option);
                }
                if (!words.hasNext()) {
                    throw new IllegalArgumentException(option + " must have a value");
                }
                arguments.set(option, words.next());
            }
            return arguments;
        }

        private void set(String option, String value) {
            switch (option) {
                case "--name", "-name" -> {
                    UnicornName.check(value);
                    name = value;
                }
                case "--url" -> url = checkedUrl(value);
                case "--latitude" -> latitude = Double.parseDouble(value);
                case "--longitude" -> longitude = Double.parseDouble(value);
                case "--count" -> count = Long.parseLong(value);
                default -> throw new IllegalArgumentException("there is no option " + option);
            }
        }

        private static String checkedUrl(String value) {
            URI uri = URI.create(value);
            if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                throw new IllegalArgumentException("--url must be http://HOST or https://HOST, but was " + value);
            }
            return value;
        }
    }
}
