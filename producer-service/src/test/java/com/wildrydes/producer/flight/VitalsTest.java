package com.wildrydes.producer.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VitalsTest {

    @Test
    void walksByOneFrom150AndSometimesFallsBelow100() {
        SplittableRandom random = new SplittableRandom(20261123);
        Vitals vitals = new Vitals();
        assertThat(vitals.healthPoints()).isEqualTo(150);
        assertThat(vitals.magicPoints()).isEqualTo(150);
        int least = 150;
        for (int i = 0; i < 100_000; i++) {
            int health = vitals.healthPoints();
            int magic = vitals.magicPoints();

            vitals.step(random);

            assertThat(Math.abs(vitals.healthPoints() - health)).isLessThanOrEqualTo(1);
            assertThat(Math.abs(vitals.magicPoints() - magic)).isLessThanOrEqualTo(1);
            assertThat(vitals.healthPoints()).isBetween(0, 300);
            least = Math.min(least, vitals.healthPoints());
        }
        assertThat(least).isLessThan(100);
    }
}
