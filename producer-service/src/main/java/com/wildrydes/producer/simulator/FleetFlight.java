package com.wildrydes.producer.simulator;

import com.wildrydes.producer.flight.Pace;
import com.wildrydes.producer.flight.ReportSink;

/** Flies the whole fleet from one thread, each unicorn once a second. */
public final class FleetFlight implements AutoCloseable {

    private final Pace pace;

    public FleetFlight(Fleet fleet, ReportSink sink) {
        Wheel wheel = new Wheel(Fleet.SLOTS, System.nanoTime());
        this.pace = new Pace("fleet", () -> wheel.turn(System.nanoTime(), slot -> fleet.fly(slot, sink)));
    }

    public void start() {
        pace.start();
    }

    @Override
    public void close() {
        pace.close();
    }
}
