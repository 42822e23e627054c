package com.wildrydes.archive.queries;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnerLineTest {

    private static final String SQL = "SELECT\n1";

    @ParameterizedTest
    @ValueSource(strings = {"", "Aragorn", "a b", "Gríma\nDROP TABLE wildrydes", "%0A", "-- wildrydes, for x"})
    void keepsTheOwnerInOneLineAndTheSqlAsItIs(String owner) {
        String text = OwnerLine.before(SQL, owner);

        assertThat(OwnerLine.owner(text)).contains(owner);
        assertThat(OwnerLine.without(text)).isEqualTo(SQL);
        assertThat(text.lines()).hasSize(3).first().asString().startsWith("-- ");
    }

    @Test
    void findsNoOwnerWhereThereIsNone() {
        assertThat(OwnerLine.owner(SQL)).isEmpty();
        assertThat(OwnerLine.owner("-- another comment\nSELECT 1")).isEmpty();
        assertThat(OwnerLine.without(SQL)).isEqualTo(SQL);
    }
}
