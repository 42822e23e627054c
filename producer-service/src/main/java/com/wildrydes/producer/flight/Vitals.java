package com.wildrydes.producer.flight;

import java.util.random.RandomGenerator;

/**
 * Health and magic points that walk by one at a time from 150, up or down alike. They stay between 0 and
 * {@value #GREATEST}, and now and then fall below 100, where alerts are raised. Not thread-safe.
 */
public final class Vitals {

    private static final int START = 150;
    private static final int GREATEST = 300;

    private int healthPoints = START;
    private int magicPoints = START;

    public void step(RandomGenerator random) {
        healthPoints = stepped(healthPoints, random);
        magicPoints = stepped(magicPoints, random);
    }

    public int healthPoints() {
        return healthPoints;
    }

    public int magicPoints() {
        return magicPoints;
    }

    private static int stepped(int points, RandomGenerator random) {
        int next = points + (random.nextBoolean() ? 1 : -1);
        return next < 0 || next > GREATEST ? points : next;
    }
}
