package com.wildrydes.dashboard;

import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Unicorns that fly about Manhattan, a second a step; some are weak, some fall silent. */
final class Herd {

    private static final String[] NAMES = {
        "Shadowfax", "Bucephalus", "Rocinante", "Sleipnir", "Pegasus", "Arion", "Llamrei", "Grani", "Bayard", "Xanthus"
    };

    private final SplittableRandom random;
    private final List<Flyer> flyers = new ArrayList<>();

    private static final class Flyer {
        private final String name;
        private double latitude = 40.749167;
        private double longitude = -73.985184;
        private double heading;
        private int health = 150;
        private int magic = 150;
        private boolean silent;

        private Flyer(String name) {
            this.name = name;
        }
    }

    Herd(int size, long seed) {
        random = new SplittableRandom(seed);
        for (int i = 0; i < size; i++) {
            Flyer flyer = new Flyer(NAMES[i % NAMES.length] + (i < NAMES.length ? "" : "-" + i / NAMES.length));
            flyer.heading = random.nextDouble(360);
            flyer.health = 95 + random.nextInt(65);
            flyer.magic = 108 + random.nextInt(70);
            double metres = random.nextDouble(12_000);
            move(flyer, metres);
            flyer.heading = random.nextDouble(360);
            flyer.silent = i % 23 == 22;
            flyers.add(flyer);
        }
    }

    /** What everybody reports who does so for the first time. */
    List<byte[]> takeOff(Instant time) {
        return step(time, flyers);
    }

    /** What one of so many parts of the herd reports now; those who are silent do not. */
    List<byte[]> step(Instant time, int part, int parts) {
        List<Flyer> some = new ArrayList<>();
        for (int i = part; i < flyers.size(); i += parts) {
            if (!flyers.get(i).silent) {
                some.add(flyers.get(i));
            }
        }
        return step(time, some);
    }

    private List<byte[]> step(Instant time, List<Flyer> some) {
        List<byte[]> reports = new ArrayList<>();
        for (Flyer flyer : some) {
            flyer.heading += random.nextDouble(-9, 9);
            move(flyer, 29 + random.nextDouble(2));
            flyer.health += random.nextInt(3) - 1;
            flyer.magic += random.nextInt(3) - 1;
            reports.add(ReportJson.write(
                    new Report(flyer.name, time, flyer.latitude, flyer.longitude, 30, flyer.health, flyer.magic)));
        }
        return reports;
    }

    private static void move(Flyer flyer, double metres) {
        double radians = Math.toRadians(flyer.heading);
        flyer.latitude += metres * Math.cos(radians) / 111_195;
        flyer.longitude += metres * Math.sin(radians) / 111_195 / Math.cos(Math.toRadians(flyer.latitude));
    }
}
