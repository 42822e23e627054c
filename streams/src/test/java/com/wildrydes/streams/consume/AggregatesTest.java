package com.wildrydes.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.Position;
import org.junit.jupiter.api.Test;

class AggregatesTest {

    private final Aggregates aggregates = new Aggregates();

    @Test
    void storesThePositionOfAWholeRecord() {
        aggregates.read("10", 0);

        assertThat(aggregates.storable(Position.of("10"))).contains(Position.of("10"));
    }

    @Test
    void storesTheRecordBeforeAnAggregateThatIsSafeInPart() {
        aggregates.read("9", 0);
        aggregates.read("10", 2);

        assertThat(aggregates.storable(new Position("10", 0))).contains(Position.of("9"));
        assertThat(aggregates.storable(new Position("10", 1))).contains(Position.of("9"));
        assertThat(aggregates.storable(new Position("10", 2))).contains(Position.of("10"));
    }

    @Test
    void storesNothingWithinAnAggregateThatWasReadFirst() {
        aggregates.read("10", 2);

        assertThat(aggregates.storable(new Position("10", 1))).isEmpty();
        assertThat(aggregates.storable(new Position("10", 2))).contains(Position.of("10"));
    }

    @Test
    void knowsTheRecordBeforeWhenAnAggregateIsReadAgain() {
        aggregates.read("9", 0);
        aggregates.read("10", 2);
        aggregates.read("11", 0);
        aggregates.read("10", 2);

        assertThat(aggregates.storable(new Position("10", 1))).contains(Position.of("9"));
    }

    @Test
    void forgetsTheAggregatesBeforeWhatIsSafe() {
        aggregates.read("9", 0);
        aggregates.read("10", 2);
        aggregates.read("11", 2);

        assertThat(aggregates.storable(new Position("11", 1))).contains(Position.of("10"));
        assertThat(aggregates.storable(new Position("11", 1))).contains(Position.of("10"));
    }
}
