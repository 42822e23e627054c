package com.wildrydes.systemtests.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A client of {@code /ws/fleet}, as a page is: it keeps where everybody is. A report is shown by the first frame that has it or a
 * later one of the same unicorn; the time of a report that another overtook between two frames counts too, it waited as long.
 * Thread-safe.
 */
final class MapProbe implements WebSocket.Listener, AutoCloseable {

    private static final long CONNECT_SECONDS = 10;

    private final ReportNumbers numbers;
    private final AcceptTimes acceptTimes;
    private final long startNanos;
    private final int firstMeasured;
    private final StringBuilder parts = new StringBuilder();
    private final int[] shown;
    private final long[] latitudes;
    private final long[] longitudes;
    private final Latencies acceptedToFrame = new Latencies();
    private final Latencies dueToFrame = new Latencies();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();
    private final Set<String> surprises = ConcurrentHashMap.newKeySet();
    private @Nullable WebSocket socket;
    private long seq = -1;
    private volatile boolean closing;

    /**
     * @param startNanos when report 0 is due, by {@link System#nanoTime}
     * @param firstMeasured the reports before it are shown, but their latencies do not count
     */
    MapProbe(ReportNumbers numbers, AcceptTimes acceptTimes, long startNanos, int firstMeasured) {
        this.numbers = numbers;
        this.acceptTimes = acceptTimes;
        this.startNanos = startNanos;
        this.firstMeasured = firstMeasured;
        shown = new int[numbers.unicorns()];
        Arrays.fill(shown, ReportNumbers.NONE);
        latitudes = new long[numbers.unicorns()];
        longitudes = new long[numbers.unicorns()];
    }

    /** @param fleet the WebSocket's address */
    void connect(HttpClient http, URI fleet) {
        socket = http.newWebSocketBuilder()
                .buildAsync(fleet, this)
                .orTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        parts.append(data);
        if (last) {
            long now = System.nanoTime();
            String message = parts.toString();
            parts.setLength(0);
            try {
                take(from, message, now);
            } catch (RuntimeException e) {
                surprises.add("A message must be one of /ws/fleet, but: " + e);
            }
        }
        from.request(1);
        return null;
    }

    private synchronized void take(WebSocket from, String message, long now) {
        long next = FleetMessage.number(message, "seq");
        if (!FleetMessage.isSnapshot(message) && FleetMessage.number(message, "from") > seq) {
            surprises.add("A frame must join the one before, but came from " + FleetMessage.number(message, "from")
                    + " after " + seq);
            from.sendText("{\"type\":\"resync\"}", true);
        }
        seq = next;
        messages.incrementAndGet();
        rows.addAndGet(FleetMessage.rows(
                message, (name, latitude, longitude, time) -> row(name, latitude, longitude, time, now)));
    }

    private void row(String name, long latitude, long longitude, long statusTime, long now) {
        int unicorn = ReportLines.unicorn(name);
        int number = numbers.find(unicorn, statusTime);
        if (number == ReportNumbers.NONE) {
            surprises.add("The map must show what was sent, but shows " + name + " of " + statusTime);
            return;
        }
        int before = shown[unicorn];
        int first = before == ReportNumbers.NONE ? unicorn : before + numbers.unicorns();
        for (long i = first; i <= number; i += numbers.unicorns()) {
            shown((int) i, now);
        }
        shown[unicorn] = number;
        latitudes[unicorn] = latitude;
        longitudes[unicorn] = longitude;
    }

    private void shown(int number, long now) {
        if (number < firstMeasured) {
            return;
        }
        long accepted = acceptTimes.of(number);
        // Whoever is on the map before the answer has come waited for nothing.
        acceptedToFrame.add(accepted == AcceptTimes.NOT_YET ? 0 : now - accepted);
        dueToFrame.add(now - startNanos - numbers.nanosAfterStart(number));
    }

    /** Who is not where their last accepted report says, or a later one. */
    synchronized List<String> misplaced(LoadCount count) {
        List<String> misplaced = new ArrayList<>();
        for (int unicorn = 0; unicorn < shown.length; unicorn++) {
            int number = numbers.last(unicorn);
            while (number >= 0 && !count.isAccepted(number)) {
                number -= numbers.unicorns();
            }
            if (number >= 0 && !isAtOrAfter(unicorn, number)) {
                misplaced.add(ReportLines.name(unicorn) + " must be where report " + number + " says, but the map has "
                        + (shown[unicorn] == ReportNumbers.NONE ? "nothing" : "report " + shown[unicorn]) + " at "
                        + latitudes[unicorn] + ", " + longitudes[unicorn]);
            }
        }
        return misplaced;
    }

    private boolean isAtOrAfter(int unicorn, int number) {
        int last = shown[unicorn];
        return last >= number
                && latitudes[unicorn] == 40_000_000L + ReportLines.latitude(unicorn, last)
                && longitudes[unicorn] == -73_000_000L - ReportLines.longitude(unicorn, last);
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        if (!closing) {
            surprises.add("The map must stay connected, but closed with " + code + " " + reason);
        }
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        if (!closing) {
            surprises.add("The map must stay connected, but failed with " + error);
        }
    }

    @Override
    public void close() {
        closing = true;
        if (socket != null) {
            socket.abort();
        }
    }

    /** Rows of all frames: changes of unicorns. */
    long rows() {
        return rows.get();
    }

    long messages() {
        return messages.get();
    }

    Latencies acceptedToFrame() {
        return acceptedToFrame;
    }

    Latencies dueToFrame() {
        return dueToFrame;
    }

    /** What must not be. */
    Set<String> surprises() {
        return Set.copyOf(surprises);
    }
}
