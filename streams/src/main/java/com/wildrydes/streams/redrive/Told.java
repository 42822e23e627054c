package com.wildrydes.streams.redrive;

import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/** Counts what becomes of the letters, and tells it to people. */
final class Told implements Redrive.Progress {

    private static final int EVERY = 10_000;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, Integer> failures = new TreeMap<>();
    private int put;
    private int found;
    private int others;
    private int failed;
    private int unclear;

    Told(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void put() {
        put++;
        if (put % EVERY == 0) {
            out.println(put + " put");
        }
    }

    @Override
    public void found(int records) {
        found += records;
    }

    @Override
    public void others() {
        others++;
    }

    @Override
    public void failed(int records, String why) {
        failed += records;
        failures.merge(why, records, Integer::sum);
    }

    @Override
    public void unclear(String why) {
        unclear++;
        failures.merge(why, 1, Integer::sum);
    }

    @Override
    public void unnoted(int records) {
        err.println("redrive: of " + records + " it could not be noted what became of them; the next run will look");
    }

    @Override
    public void lost(int letters) {
        failed(letters, "the letter is no longer in the stream");
    }

    boolean allAreThere() {
        return failed == 0 && unclear == 0 && others == 0;
    }

    String summary(String run) {
        failures.forEach((why, records) -> err.println("redrive: " + records + " were not put: " + why));
        StringBuilder text =
                new StringBuilder("Run ").append(run).append(": ").append(put).append(" put");
        append(text, found, "were there already, put by a run that had ended");
        append(text, others, "taken by another run");
        append(text, failed, "NOT PUT");
        append(text, unclear, "UNCLEAR, the next run will look for them");
        return text.append('.').toString();
    }

    private static void append(StringBuilder text, int records, String what) {
        if (records > 0) {
            text.append(", ").append(records).append(' ').append(what);
        }
    }
}
