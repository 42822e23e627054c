package com.wildrydes.aggregator.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.streams.Position;
import com.wildrydes.telemetry.Alert.State;
import com.wildrydes.telemetry.Alert.Vital;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertItemTest {

    @Test
    void sequencesAreOrderedAsPositionsAre() {
        List<Position> positions = List.of(
                new Position("0", 0),
                new Position("9", 0),
                new Position("9", 10),
                new Position("10", 0),
                new Position("49590338271490256608559692538361571095921575989136588898", 0),
                new Position("49590338271490256608559692538361571095921575989136588899", 0));

        assertThat(positions.stream().map(AlertItem::sequenceOf)).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "10, 3", "49590338271490256608559692538361571095921575989136588898, 2147483647"})
    void aSequenceIsReadBack(String sequenceNumber, long subSequenceNumber) {
        Position position = new Position(sequenceNumber, subSequenceNumber);

        assertThat(AlertItem.positionOf(AlertItem.sequenceOf(position))).isEqualTo(position);
    }

    @Test
    void anItemIsReadBack() {
        AlertKey key = new AlertKey("Shadowfax", Vital.MAGIC_POINTS);
        AlertState state =
                new AlertState(State.RAISED, Instant.parse("2026-11-23T01:02:03.004Z"), -1, new Position("17", 3));

        assertThat(AlertItem.key(AlertItem.of(key, state))).isEqualTo(key);
        assertThat(AlertItem.state(AlertItem.of(key, state))).isEqualTo(state);
        assertThat(AlertItem.of(key, state)).containsOnlyKeys("Name", "Vital", "State", "Since", "Value", "Sequence");
    }

    @Test
    void refusesAnItemThatLacksAnAttribute() {
        assertThatThrownBy(() -> AlertItem.key(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must have Name");
    }
}
