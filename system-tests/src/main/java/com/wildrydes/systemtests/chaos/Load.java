package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Part;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Devices that report once a second through {@code POST /api/telemetry} and keep count of what they were promised. Several
 * lanes of them call beside each other, at the front door or at the producer, with NDJSON or arrays. A request that was not
 * answered with 202 is mostly sent again, as a device would, so its reports may be in the stream twice; sometimes it is left,
 * and then nobody knows whether they are.
 */
public final class Load implements AutoCloseable {

    private static final int LANES = 8;
    private static final int MOST_ATTEMPTS = 60;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Pattern ACCEPTED = Pattern.compile("\"accepted\":(\\d+)");

    /** Its name and time say which report it is. */
    public record ReportId(String name, Instant statusTime) {
        static ReportId of(Report report) {
            return new ReportId(report.name(), report.statusTime());
        }
    }

    private final Function<Part, URI> doors;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final Set<ReportId> accepted = ConcurrentHashMap.newKeySet();
    private final Set<ReportId> unknown = ConcurrentHashMap.newKeySet();
    private final Set<String> surprises = ConcurrentHashMap.newKeySet();
    private final AtomicLong offered = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private final List<Thread> lanes = new ArrayList<>();
    private volatile boolean stopping;

    /** @param doors where the dashboard and the producer are, by scheme, host and port */
    public Load(Function<Part, URI> doors, int unicorns, long seed) {
        this.doors = doors;
        SplittableRandom random = new SplittableRandom(seed);
        for (int lane = 0; lane < LANES; lane++) {
            List<FlyingUnicorn> fleet = new ArrayList<>();
            for (int number = lane; number < unicorns; number += LANES) {
                fleet.add(new FlyingUnicorn(name(number), random.split()));
            }
            SplittableRandom ofLane = random.split();
            lanes.add(new Thread(() -> run(fleet, ofLane), "load-" + lane));
        }
    }

    /** Names of several scripts, as they spread over the hash keys by their bytes. */
    private static String name(int number) {
        return switch (number % 5) {
            case 0 -> "Einhorn-Grün-" + number;
            case 1 -> "ユニコーン " + number;
            default -> "Shadowfax-" + number;
        };
    }

    public void start() {
        lanes.forEach(lane -> {
            lane.setDaemon(true);
            lane.start();
        });
    }

    /** Sends what is begun, for a while at most, and no more. */
    @Override
    public void close() {
        stopping = true;
        for (Thread lane : lanes) {
            try {
                lane.join(TimeUnit.SECONDS.toMillis(40));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run(List<FlyingUnicorn> fleet, SplittableRandom random) {
        // Not all lanes at the same moment.
        LockSupport.parkNanos((long) (random.nextDouble() * PERIOD.toNanos()));
        while (!stopping && !fleet.isEmpty()) {
            long next = System.nanoTime() + PERIOD.toNanos();
            List<Report> reports =
                    fleet.stream().map(unicorn -> unicorn.report(Instant.now())).toList();
            offered.addAndGet(reports.size());
            deliver(reports, random);
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void deliver(List<Report> reports, SplittableRandom random) {
        boolean array = random.nextInt(2) == 0;
        byte[] body = body(reports, array);
        boolean unsure = false;
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            Part door = random.nextInt(4) == 0 ? Part.DASHBOARD : Part.PRODUCER;
            switch (post(door, body, array ? "application/json" : "application/x-ndjson", reports.size())) {
                case ACCEPTED -> {
                    reports.forEach(report -> accepted.add(ReportId.of(report)));
                    return;
                }
                case REFUSED -> refused.incrementAndGet();
                case UNANSWERED -> {
                    unsure = true;
                    unanswered.incrementAndGet();
                }
            }
            if (random.nextInt(10) == 0) {
                break;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        if (unsure) {
            reports.forEach(report -> unknown.add(ReportId.of(report)));
        }
    }

    private static byte[] body(List<Report> reports, boolean array) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Report report : reports) {
            if (array) {
                body.write(body.size() == 0 ? '[' : ',');
            }
            body.writeBytes(ReportJson.write(report));
        }
        if (array) {
            body.write(']');
        }
        return body.toByteArray();
    }

    private enum Outcome {
        ACCEPTED,
        REFUSED,
        UNANSWERED
    }

    private Outcome post(Part door, byte[] body, String contentType, int size) {
        HttpRequest request = HttpRequest.newBuilder(doors.apply(door).resolve("/api/telemetry"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        requests.incrementAndGet();
        HttpResponse<String> answer;
        try {
            answer = http.send(request, BodyHandlers.ofString());
        } catch (java.net.ConnectException e) {
            return Outcome.REFUSED;
        } catch (IOException e) {
            return Outcome.UNANSWERED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Outcome.UNANSWERED;
        }
        switch (answer.statusCode()) {
            case 202 -> {
                Matcher matcher = ACCEPTED.matcher(answer.body());
                if (!matcher.find() || Integer.parseInt(matcher.group(1)) != size) {
                    surprises.add("202 for " + size + " valid reports must accept them all, but said " + answer.body());
                }
                return Outcome.ACCEPTED;
            }
            case 429 -> {
                return Outcome.REFUSED;
            }
            case 500, 502, 503, 504 -> {
                return Outcome.UNANSWERED;
            }
            default -> {
                surprises.add("Valid reports must be answered with 202, 429 or 5xx, but " + door + " answered "
                        + answer.statusCode() + ": " + answer.body());
                return Outcome.UNANSWERED;
            }
        }
    }

    /** What was answered with 202. */
    public Set<ReportId> accepted() {
        return new HashSet<>(accepted);
    }

    public long offered() {
        return offered.get();
    }

    /** Reports that may be in the stream: they were sent, but nobody said whether they arrived. */
    public long unknown() {
        return unknown.size();
    }

    public long requests() {
        return requests.get();
    }

    /** Requests that found nobody listening, or the queue full (429). */
    public long refused() {
        return refused.get();
    }

    /** Requests that broke off, or were answered with 5xx. */
    public long unanswered() {
        return unanswered.get();
    }

    /** Answers that must not be. */
    public Set<String> surprises() {
        return new HashSet<>(surprises);
    }
}
