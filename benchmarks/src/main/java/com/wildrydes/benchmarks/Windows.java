package com.wildrydes.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts what happens and prints the rate of every window of ten seconds. */
final class Windows implements AutoCloseable {

    private static final int WINDOW_SECONDS = 10;

    private final String what;
    private final Usage server;
    private final Duration cpuAtStart;
    private final LongAdder count = new LongAdder();
    private final List<Double> rates = new ArrayList<>();
    private final long start = System.nanoTime();
    private final Thread printer;

    Windows(String what, Usage server) {
        this.what = what;
        this.server = server;
        cpuAtStart = server.cpu();
        printer = new Thread(this::print, "windows");
        printer.setDaemon(true);
        printer.start();
    }

    void add(int happened) {
        count.add(happened);
    }

    private void print() {
        long lastCount = 0;
        long lastTime = start;
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(WINDOW_SECONDS);
                long now = System.nanoTime();
                long total = count.sum();
                double rate = (total - lastCount) * 1e9 / (now - lastTime);
                synchronized (rates) {
                    rates.add(rate);
                }
                System.out.printf(
                        Locale.ROOT,
                        "%-10s %4d s  %,9.0f records/s   server %3d MB resident%n",
                        what,
                        TimeUnit.NANOSECONDS.toSeconds(now - start),
                        rate,
                        server.residentBytes() >> 20);
                lastCount = total;
                lastTime = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Prints the sum. */
    @Override
    public void close() {
        double seconds = (System.nanoTime() - start) / 1e9;
        printer.interrupt();
        synchronized (rates) {
            double least = rates.stream().mapToDouble(Double::doubleValue).min().orElse(0);
            double most = rates.stream().mapToDouble(Double::doubleValue).max().orElse(0);
            System.out.printf(
                    Locale.ROOT,
                    "%-10s all    %,9.0f records/s over %.0f s, windows from %,.0f to %,.0f; server %.1f us of CPU a record%n",
                    what,
                    count.sum() / seconds,
                    seconds,
                    least,
                    most,
                    server.cpu().minus(cpuAtStart).toNanos() / 1e3 / count.sum());
        }
    }
}
