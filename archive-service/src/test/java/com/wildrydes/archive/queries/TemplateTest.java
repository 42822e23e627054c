package com.wildrydes.archive.queries;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.archive.ArchiveProperties;
import com.wildrydes.template.Resource;
import com.wildrydes.template.Template;
import com.wildrydes.template.UnsentRequest;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.CreateWorkGroupRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The template makes on AWS the workgroup that AthenaProvisioner makes elsewhere, and what athena.sql says. */
class TemplateTest {

    private static final String BUCKET = "wildrydes-archive-111122223333";
    private static final Pattern VIEW = Pattern.compile("/\\* Presto View: (\\S+) \\*/");
    private static final Pattern COLUMN = Pattern.compile("(?m)^  (\\w+) (\\w+),?$");
    private static final Pattern PROPERTY = Pattern.compile("'([^']+)' = '([^']+)'");

    /** What Athena calls types in a view's text, and Hive in the catalogue. */
    private static final Map<String, String> HIVE_TYPES =
            Map.of("varchar", "string", "timestamp(3)", "timestamp", "double", "double", "integer", "int");

    private final Template template = Template.read();
    private final List<String> statements = AthenaSchema.statements("wildrydes", BUCKET);

    @EnableConfigurationProperties(ArchiveProperties.class)
    static class Settings {}

    @Test
    void makesTheSameWorkGroup() {
        new ApplicationContextRunner()
                .withUserConfiguration(Settings.class)
                .withPropertyValues("wildrydes.archive.bucket=" + BUCKET)
                .run(context -> {
                    UnsentRequest unsent = new UnsentRequest();
                    CreateWorkGroupRequest here;
                    try (AthenaClient client = unsent.client(AthenaClient.builder())) {
                        here = unsent.of(
                                CreateWorkGroupRequest.class,
                                new AthenaProvisioner(client, context.getBean(ArchiveProperties.class))::provision);
                    }
                    Resource there = template.resource("WorkGroup");

                    assertThat(there.text("/Name")).isEqualTo(here.name());
                    assertThat(there.text("/Description")).isEqualTo(here.description());
                    assertThat(there.at("/WorkGroupConfiguration/EnforceWorkGroupConfiguration")
                                    .asBoolean())
                            .isEqualTo(here.configuration().enforceWorkGroupConfiguration());
                    assertThat(there.at("/WorkGroupConfiguration/BytesScannedCutoffPerQuery")
                                    .asLong())
                            .isEqualTo(here.configuration().bytesScannedCutoffPerQuery());
                    assertThat(there.text("/WorkGroupConfiguration/ResultConfiguration/OutputLocation"))
                            .isEqualTo(
                                    here.configuration().resultConfiguration().outputLocation());
                });
    }

    @Test
    void hasTheSameDatabaseTableAndViews() {
        assertThat(template.resource("Database").text("/DatabaseInput/Name")).isEqualTo("wildrydes");
        assertThat(template.resources("AWS::Glue::Table"))
                .extracting(table -> statement(table.text("/TableInput/Name")))
                .containsExactlyElementsOf(statements.subList(1, statements.size()));
    }

    @Test
    void describesTheArchivedFilesAsTheStatementDoes() {
        Resource table = template.resource("RawTable");
        String ddl = statements.get(1);
        Map<String, String> columns = new LinkedHashMap<>();
        Matcher column = COLUMN.matcher(ddl);
        while (column.find()) {
            columns.put(column.group(1), column.group(2));
        }

        assertThat(columns).hasSize(9);
        assertThat(columns(table.at("/TableInput/StorageDescriptor/Columns"), "Name", "Type"))
                .containsExactlyElementsOf(columns.entrySet());
        assertThat(ddl).contains("PARTITIONED BY (datehour string)");
        assertThat(columns(table.at("/TableInput/PartitionKeys"), "Name", "Type"))
                .containsExactly(Map.entry("datehour", "string"));
        assertThat(ddl)
                .contains("LOCATION '" + table.text("/TableInput/StorageDescriptor/Location") + "'")
                .contains("ROW FORMAT SERDE '"
                        + table.text("/TableInput/StorageDescriptor/SerdeInfo/SerializationLibrary") + "'");
        assertThat(texts(table.at("/TableInput/StorageDescriptor/SerdeInfo/Parameters")))
                .isEqualTo(properties(ddl, "WITH SERDEPROPERTIES"));
        Map<String, String> expected = properties(ddl, "TBLPROPERTIES");
        expected.put("EXTERNAL", "TRUE"); // what CREATE EXTERNAL TABLE says of itself
        assertThat(texts(table.at("/TableInput/Parameters"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"ArchivedReportsView, archived_reports", "ReportsView, reports"})
    void hasTheSameViewInTheFormThatAthenaStores(String id, String name) {
        JsonNode input = template.resource(id).at("/TableInput");
        Matcher text = VIEW.matcher(input.path("ViewOriginalText").asString());

        assertThat(text.matches()).isTrue();
        JsonNode view = new JsonMapper()
                .readTree(new String(Base64.getDecoder().decode(text.group(1)), StandardCharsets.UTF_8));
        assertThat(view.path("catalog").asString()).isEqualTo("awsdatacatalog");
        assertThat(view.path("schema").asString()).isEqualTo("wildrydes");
        String sql = view.path("originalSql").asString();
        assertThat(words("CREATE OR REPLACE VIEW wildrydes." + name + " AS" + sql))
                .isEqualTo(words(statement(name)));
        assertThat(new SqlParser().createStatement(sql)).isInstanceOf(Query.class);

        List<Map.Entry<String, String>> columns = columns(view.path("columns"), "name", "type");
        assertThat(columns)
                .extracting(Map.Entry::getKey)
                .isEqualTo(
                        columns(
                                        template.resource("ReportsView").at("/TableInput/StorageDescriptor/Columns"),
                                        "Name",
                                        "Type")
                                .stream()
                                .map(Map.Entry::getKey)
                                .toList());
        assertThat(columns(input.at("/StorageDescriptor/Columns"), "Name", "Type"))
                .isEqualTo(columns.stream()
                        .map(column -> Map.entry(column.getKey(), HIVE_TYPES.getOrDefault(column.getValue(), "?")))
                        .toList());
        assertThat(texts(input.path("Parameters"))).containsEntry("presto_view", "true");
    }

    private String statement(String name) {
        return statements.stream()
                .filter(statement -> Pattern.compile("(TABLE IF NOT EXISTS|VIEW) wildrydes\\." + name + "\\b")
                        .matcher(statement)
                        .find())
                .findFirst()
                .orElseThrow(() -> new AssertionError("athena.sql must make " + name));
    }

    private static String words(String sql) {
        return sql.replaceAll("\\s+", " ").strip();
    }

    private static Map<String, String> properties(String ddl, String clause) {
        Map<String, String> found = new LinkedHashMap<>();
        int start = ddl.indexOf(clause);
        Matcher property = PROPERTY.matcher(ddl.substring(start, ddl.indexOf(')', start)));
        while (property.find()) {
            found.put(property.group(1), property.group(2));
        }
        return found;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(property ->
                        texts.put(property.getKey(), property.getValue().asString()));
        return texts;
    }

    private static List<Map.Entry<String, String>> columns(JsonNode columns, String name, String type) {
        return new ArrayList<>(StreamSupport.stream(columns.spliterator(), false)
                .map(column -> Map.entry(
                        column.path(name).asString(), column.path(type).asString()))
                .toList());
    }
}
