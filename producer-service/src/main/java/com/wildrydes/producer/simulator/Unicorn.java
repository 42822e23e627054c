package com.wildrydes.producer.simulator;

import com.wildrydes.producer.flight.GeoPoint;
import com.wildrydes.producer.flight.Geodesy;
import com.wildrydes.producer.flight.Vitals;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.UnicornName;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * One simulated unicorn. It flies 29 to 31 metres a second, turns gently, and stays within a radius of its home.
 *
 * <p>Each call of {@link #fly} is one second of flight. Not thread-safe.
 */
public final class Unicorn {

    /** The least radius: a circle must hold a turn of 31 m a second and {@value #MAX_TURN_DEGREES} degrees a second. */
    public static final double MIN_RADIUS_METRES = 1000;

    static final double MIN_SPEED = 29;
    static final double MAX_SPEED = 31;
    static final double MAX_TURN_DEGREES = 10;

    /** How fast a wandering unicorn turns at the most; it turns back home faster. */
    private static final double MAX_WANDER_DEGREES = 4;

    /**
     * A unicorn that comes so near to the edge turns home. Turning round from straight outwards takes it at most 161 m further
     * out (31 m times the sum of the cosines of 10, 20, … 80 degrees), and one step of 31 m may pass the line.
     */
    private static final double EDGE_METRES = 400;

    private final String name;
    private final GeoPoint home;
    private final double radiusMetres;
    private final RandomGenerator random;
    private final Vitals vitals = new Vitals();

    private GeoPoint position;
    private GeoPoint reported;
    private double heading;
    private double wander;

    /**
     * @param home where it starts, and the centre of its circle
     * @throws com.wildrydes.telemetry.InvalidReportException when the name breaks the rule for names
     * @throws IllegalArgumentException when the radius is below {@value #MIN_RADIUS_METRES}
     */
    public Unicorn(String name, GeoPoint home, double radiusMetres, RandomGenerator random) {
        UnicornName.check(name);
        if (!(radiusMetres >= MIN_RADIUS_METRES)) {
            throw new IllegalArgumentException(
                    "The radius must be at least " + MIN_RADIUS_METRES + " m, but was " + radiusMetres);
        }
        this.name = name;
        this.home = home;
        this.radiusMetres = radiusMetres;
        this.random = random;
        this.position = home;
        this.reported = home;
        this.heading = random.nextDouble(360);
    }

    /**
     * Flies for one second and says where that led.
     *
     * @return a report whose distance is measured from the last report that {@link #reported} was called for
     */
    public Report fly(Instant time) {
        steer();
        GeoPoint before = position;
        position = Geodesy.destination(before, heading, random.nextDouble(MIN_SPEED, MAX_SPEED));
        // A great circle's bearing changes on the way, near a pole by a lot: go on in the direction of arrival.
        heading = Geodesy.normalised(Geodesy.bearing(position, before) + 180);
        vitals.step(random);
        return new Report(
                name,
                time,
                position.latitude(),
                position.longitude(),
                Geodesy.distanceMetres(reported, position),
                vitals.healthPoints(),
                vitals.magicPoints());
    }

    /** The report of the last {@link #fly} was sent: the next distance is measured from it. */
    public void reported() {
        reported = position;
    }

    private void steer() {
        if (Geodesy.distanceMetres(position, home) > radiusMetres - EDGE_METRES) {
            wander = 0;
            double turn = Geodesy.turn(heading, Geodesy.bearing(position, home));
            heading += Math.max(-MAX_TURN_DEGREES, Math.min(MAX_TURN_DEGREES, turn));
        } else {
            double changed = wander + random.nextDouble(-1, 1);
            wander = Math.max(-MAX_WANDER_DEGREES, Math.min(MAX_WANDER_DEGREES, changed));
            heading += wander;
        }
    }

    String name() {
        return name;
    }

    GeoPoint position() {
        return position;
    }

    double heading() {
        return Geodesy.normalised(heading);
    }

    Vitals vitals() {
        return vitals;
    }
}
