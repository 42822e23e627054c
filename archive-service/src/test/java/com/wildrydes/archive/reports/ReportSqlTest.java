package com.wildrydes.archive.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportSqlTest {

    @Test
    void putsQuestionMarksInThePlacesOfNames() {
        ReportSql sql =
                ReportSql.parse("-- why :not\nSELECT a::int, '12:30'\nWHERE b > :from AND c < :from AND d = :name\n");

        assertThat(sql.text()).isEqualTo("SELECT a::int, '12:30'\nWHERE b > ? AND c < ? AND d = ?");
        assertThat(sql.names()).containsExactly("from", "from", "name");
    }

    @Test
    void mustKnowEveryName() {
        assertThatThrownBy(() -> ReportSql.parse("SELECT :nobody").literals(Map.of("name", "x")))
                .hasMessageContaining("names nobody");
    }
}
