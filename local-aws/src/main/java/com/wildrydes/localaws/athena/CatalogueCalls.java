package com.wildrydes.localaws.athena;

import static com.wildrydes.localaws.athena.Pages.invalid;

import com.wildrydes.localaws.athena.catalogue.Catalogue;
import com.wildrydes.localaws.athena.catalogue.TableName;
import com.wildrydes.localaws.athena.catalogue.WorkGroup;
import com.wildrydes.localaws.http.AwsException;
import com.wildrydes.localaws.objects.ObjectAddress;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls about work groups, databases and tables. */
final class CatalogueCalls {

    /** The least that Athena takes. */
    private static final long LEAST_SCANNED_BYTES = 10_000_000;

    private final Catalogue catalogue;
    private final Clock clock;

    CatalogueCalls(Catalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    Map<String, UnaryOperator<JsonNode>> operations() {
        return Map.of(
                "CreateWorkGroup", this::createWorkGroup,
                "GetWorkGroup", this::getWorkGroup,
                "ListWorkGroups", this::listWorkGroups,
                "DeleteWorkGroup", this::deleteWorkGroup,
                "ListDataCatalogs", this::listDataCatalogs,
                "GetDatabase", this::getDatabase,
                "ListDatabases", this::listDatabases,
                "GetTableMetadata", this::getTable,
                "ListTableMetadata", this::listTables);
    }

    private JsonNode createWorkGroup(JsonNode request) {
        String name = request.path("Name").asString("");
        if (catalogue.workGroup(name).isPresent()) {
            throw invalid("WorkGroup is already created");
        }
        JsonNode configuration = request.path("Configuration");
        String output =
                configuration.path("ResultConfiguration").path("OutputLocation").asString("");
        long limit = configuration.path("BytesScannedCutoffPerQuery").asLong(0);
        if (limit != 0 && limit < LEAST_SCANNED_BYTES) {
            throw invalid("BytesScannedCutoffPerQuery must be at least " + LEAST_SCANNED_BYTES + ", not " + limit);
        }
        try {
            if (!output.isEmpty()) {
                ObjectAddress.parse(output);
            }
            catalogue.put(new WorkGroup(
                    name,
                    request.path("Description").asString(""),
                    clock.instant(),
                    output,
                    configuration.path("EnforceWorkGroupConfiguration").asBoolean(true),
                    limit));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
        return AthenaJson.object();
    }

    private WorkGroup workGroup(JsonNode request) {
        String name = request.path("WorkGroup").asString("");
        return catalogue.workGroup(name).orElseThrow(() -> invalid("WorkGroup " + name + " is not found."));
    }

    private JsonNode getWorkGroup(JsonNode request) {
        ObjectNode answer = AthenaJson.object();
        answer.set("WorkGroup", AthenaJson.workGroup(workGroup(request)));
        return answer;
    }

    private JsonNode listWorkGroups(JsonNode request) {
        return Pages.answer(request, "WorkGroups", catalogue.workGroups(), AthenaJson::workGroupSummary);
    }

    private JsonNode deleteWorkGroup(JsonNode request) {
        WorkGroup group = workGroup(request);
        if (group.name().equals(Catalogue.PRIMARY_WORK_GROUP)) {
            throw invalid("The primary WorkGroup cannot be deleted");
        }
        catalogue.deleteWorkGroup(group.name());
        return AthenaJson.object();
    }

    private JsonNode listDataCatalogs(JsonNode request) {
        return Pages.answer(
                request,
                "DataCatalogsSummary",
                List.of("AwsDataCatalog"),
                name -> AthenaJson.object().put("CatalogName", name).put("Type", "GLUE"));
    }

    private JsonNode getDatabase(JsonNode request) {
        ObjectNode answer = AthenaJson.object();
        answer.putObject("Database").put("Name", database(request));
        return answer;
    }

    private String database(JsonNode request) {
        String name = request.path("DatabaseName").asString("").toLowerCase(Locale.ROOT);
        if (!catalogue.databases().contains(name)) {
            throw AwsException.client("MetadataException", "Database " + name + " not found");
        }
        return name;
    }

    private JsonNode listDatabases(JsonNode request) {
        return Pages.answer(
                request,
                "DatabaseList",
                catalogue.databases(),
                name -> AthenaJson.object().put("Name", name));
    }

    private JsonNode getTable(JsonNode request) {
        TableName name = new TableName(
                database(request), request.path("TableName").asString("").toLowerCase(Locale.ROOT));
        ObjectNode answer = AthenaJson.object();
        answer.set(
                "TableMetadata",
                catalogue
                        .table(name)
                        .map(AthenaJson::table)
                        .or(() -> catalogue.view(name).map(AthenaJson::view))
                        .orElseThrow(
                                () -> AwsException.client("MetadataException", "Entity Not Found: table " + name)));
        return answer;
    }

    private JsonNode listTables(JsonNode request) {
        String database = database(request);
        List<ObjectNode> all = Stream.concat(
                        catalogue.tables().stream()
                                .filter(table -> table.name().database().equals(database))
                                .map(AthenaJson::table),
                        catalogue.views().stream()
                                .filter(view -> view.name().database().equals(database))
                                .map(AthenaJson::view))
                .toList();
        return Pages.answer(request, "TableMetadataList", all, table -> table);
    }
}
