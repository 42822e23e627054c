package com.wildrydes.localaws.athena.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'it''s'",
                "42",
                "-1.5e10",
                "TRUE",
                "null",
                "DATE '2026-11-23'",
                "TIMESTAMP '2026-11-23 01:02:03'"
            })
    void takesOneLiteral(String literal) {
        assertThat(Parameters.bind("SELECT ?", List.of(literal))).isEqualToIgnoringWhitespace("SELECT " + literal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "name", "'a' OR true", "1, 2", "'open", "(SELECT 1)", "- - 1", "current_date", "'a' 'b'"})
    void refusesAnythingElse(String value) {
        assertThatThrownBy(() -> Parameters.bind("SELECT ?", List.of(value))).isInstanceOf(SqlException.class);
    }

    @Test
    void putsInTheLiteralWithoutWhatFollowsIt() {
        assertThat(Parameters.bind("SELECT ?, 2", List.of("1 -- the rest")))
                .isEqualToIgnoringWhitespace("SELECT 1 , 2");
    }

    @Test
    void leavesQuestionMarksInStringsNamesAndComments() {
        String sql = "SELECT '?', \"a?\", ? /* ? */ -- ?\n, ?";

        assertThat(Parameters.bind(sql, List.of("1", "2"))).isEqualTo("SELECT '?', \"a?\",  1  /* ? */ -- ?\n,  2 ");
    }
}
