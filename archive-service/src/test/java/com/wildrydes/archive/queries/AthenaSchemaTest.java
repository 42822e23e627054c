package com.wildrydes.archive.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.CreateView;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AthenaSchemaTest {

    private final List<String> statements = AthenaSchema.statements("wildrydes", "my-bucket");

    @Test
    void hasTheDatabaseTheTableAndTheViews() {
        assertThat(statements)
                .extracting(statement -> statement.lines().findFirst().orElse(""))
                .containsExactly(
                        "CREATE DATABASE IF NOT EXISTS wildrydes",
                        "CREATE EXTERNAL TABLE IF NOT EXISTS wildrydes.wildrydes (",
                        "CREATE OR REPLACE VIEW wildrydes.archived_reports AS",
                        "CREATE OR REPLACE VIEW wildrydes.reports AS");
    }

    @Test
    void fillsInTheBucketAndLeavesAthenasOwnVariable() {
        assertThat(statements.get(1))
                .contains("LOCATION 's3://my-bucket/raw/'")
                .contains("'s3://my-bucket/raw/${datehour}'")
                .doesNotContain("{bucket}");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void hasViewsInTrinosSql(int place) {
        assertThat(new SqlParser().createStatement(statements.get(place))).isInstanceOf(CreateView.class);
    }
}
