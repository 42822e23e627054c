package com.wildrydes.archive.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.CreateView;
import java.util.List;
import org.junit.jupiter.api.Test;

class AthenaSchemaTest {

    private final List<String> statements = AthenaSchema.statements("wildrydes", "my-bucket");

    @Test
    void hasTheDatabaseTheTableAndTheView() {
        assertThat(statements)
                .extracting(statement -> statement.lines().findFirst().orElse(""))
                .containsExactly(
                        "CREATE DATABASE IF NOT EXISTS wildrydes",
                        "CREATE EXTERNAL TABLE IF NOT EXISTS wildrydes.wildrydes (",
                        "CREATE OR REPLACE VIEW wildrydes.reports AS");
    }

    @Test
    void fillsInTheBucketAndLeavesAthenasOwnVariable() {
        assertThat(statements.get(1))
                .contains("LOCATION 's3://my-bucket/raw/'")
                .contains("'s3://my-bucket/raw/${datehour}'")
                .doesNotContain("{bucket}");
    }

    @Test
    void hasAViewInTrinosSql() {
        assertThat(new SqlParser().createStatement(statements.get(2))).isInstanceOf(CreateView.class);
    }
}
