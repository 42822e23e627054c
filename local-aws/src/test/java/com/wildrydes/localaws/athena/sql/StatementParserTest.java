package com.wildrydes.localaws.athena.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.athena.catalogue.Column;
import com.wildrydes.localaws.athena.catalogue.Table;
import com.wildrydes.localaws.athena.catalogue.TableName;
import com.wildrydes.localaws.objects.ObjectAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementParserTest {

    private static Statement parse(String sql) {
        return StatementParser.parse(sql, "fleet");
    }

    @Test
    void readsATable() {
        Statement statement = parse("""
                -- the raw reports
                CREATE EXTERNAL TABLE IF NOT EXISTS `Fleet`.`Reports` (
                  Name string COMMENT 'who',
                  trail array<struct<lat:double, lon:double>>,
                  price decimal(10, 2))
                COMMENT 'raw'
                PARTITIONED BY (`datehour` string)
                ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
                WITH SERDEPROPERTIES ("ignore.malformed.json" = "true", 'mapping.name'='Name')
                STORED AS INPUTFORMAT 'org.apache.hadoop.mapred.TextInputFormat'
                OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.IgnoreKeyTextOutputFormat'
                LOCATION 's3://archive/raw'
                TBLPROPERTIES ('projection.enabled'='true');
                """);

        assertThat(statement).isInstanceOfSatisfying(Statement.CreateTable.class, create -> {
            Table table = create.table();
            assertThat(create.ifNotExists()).isTrue();
            assertThat(table.name()).isEqualTo(new TableName("fleet", "reports"));
            assertThat(table.columns())
                    .containsExactly(
                            new Column("name", "string"),
                            new Column("trail", "array<struct<lat:double,lon:double>>"),
                            new Column("price", "decimal(10,2)"));
            assertThat(table.partitionKeys()).containsExactly(new Column("datehour", "string"));
            assertThat(table.location()).isEqualTo(new ObjectAddress("archive", "raw/"));
            assertThat(table.ignoresMalformedLines()).isTrue();
            assertThat(table.mappedKey("name")).isEqualTo("Name");
            assertThat(table.properties()).containsEntry("projection.enabled", "true");
            assertThat(parse(table.ddl())).isEqualTo(new Statement.CreateTable(table, false));
        });
    }

    @Test
    void leavesTheTextOfQueriesAndViewsAsItIs() {
        assertThat(parse("  SELECT 'a;b' -- one\n, 2 ; "))
                .isInstanceOfSatisfying(
                        Statement.Query.class, query -> assertThat(query.sql()).isEqualTo("SELECT 'a;b' -- one\n, 2"));
        assertThat(parse("create or replace view AwsDataCatalog.fleet.v as SELECT 1 AS x"))
                .isInstanceOfSatisfying(Statement.CreateView.class, create -> {
                    assertThat(create.orReplace()).isTrue();
                    assertThat(create.view().name()).isEqualTo(new TableName("fleet", "v"));
                    assertThat(create.view().sql()).isEqualTo("SELECT 1 AS x");
                });
    }

    @Test
    void readsWhatShowsAndDrops() {
        assertThat(parse("show tables in Other 'a*'")).isEqualTo(new Statement.ShowTables("other", "a*", false));
        assertThat(parse("SHOW VIEWS")).isEqualTo(new Statement.ShowTables("fleet", null, true));
        assertThat(parse("SHOW COLUMNS FROM t IN other"))
                .isEqualTo(new Statement.ShowColumns(new TableName("other", "t")));
        assertThat(parse("DROP DATABASE IF EXISTS x CASCADE")).isEqualTo(new Statement.DropDatabase("x", true, true));
        assertThat(parse("DROP DATABASE x RESTRICT")).isEqualTo(new Statement.DropDatabase("x", false, false));
        assertThat(parse("DESCRIBE FORMATTED \"My\".t")).isEqualTo(new Statement.Describe(new TableName("my", "t")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "SELECT 1; DROP TABLE t",
                "SELECT 'open",
                "SELECT 1 /* open",
                "DROP t",
                "DROP TABLE a b",
                "SHOW",
                "CREATE TABLE t AS SELECT 1",
                "CREATE EXTERNAL TABLE t (a int) LOCATION 's3://archive/x/'",
                "CREATE EXTERNAL TABLE t (a wrong) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://archive/x/'",
                "CREATE EXTERNAL TABLE t (a int) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 'file:///etc/'",
                "CREATE EXTERNAL TABLE t () ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://archive/x/'",
                "INSERT INTO t VALUES (1)"
            })
    void refusesWhatItCannotRead(String sql) {
        assertThatThrownBy(() -> parse(sql))
                .isInstanceOf(SqlException.class)
                .hasMessageMatching("(?s)(SYNTAX_ERROR|NOT_SUPPORTED|INVALID_TABLE_PROPERTY|A ).*");
    }
}
