package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.catalogue.Column;
import com.wildrydes.localaws.athena.catalogue.Table;
import com.wildrydes.localaws.athena.catalogue.View;
import com.wildrydes.localaws.athena.catalogue.WorkGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes what Athena's API answers. */
final class AthenaJson {

    /** As the API has it: 2 is the caller's fault. */
    private static final int USER_ERROR = 2;

    private AthenaJson() {}

    static ObjectNode object() {
        return JsonMapper.shared().createObjectNode();
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / 1000.0;
    }

    static ObjectNode execution(Execution execution, Instant now) {
        ObjectNode json = object().put("QueryExecutionId", execution.id())
                .put("Query", execution.sql())
                .put("StatementType", execution.type().name())
                .put("WorkGroup", execution.workGroup());
        json.putObject("ResultConfiguration").put("OutputLocation", execution.outputLocation());
        json.putObject("QueryExecutionContext")
                .put("Database", execution.database())
                .put("Catalog", "awsdatacatalog");
        if (!execution.parameters().isEmpty()) {
            execution.parameters().forEach(json.putArray("ExecutionParameters")::add);
        }
        engineVersion(json);
        ObjectNode status = json.putObject("Status")
                .put("State", execution.state().name())
                .put("SubmissionDateTime", seconds(execution.submitted()));
        if (execution.completed() != null) {
            status.put("CompletionDateTime", seconds(execution.completed()));
        }
        if (execution.reason() != null) {
            status.put("StateChangeReason", execution.reason());
            if (execution.state() == Execution.State.FAILED) {
                status.putObject("AthenaError")
                        .put("ErrorCategory", USER_ERROR)
                        .put("Retryable", false)
                        .put("ErrorMessage", execution.reason());
            }
        }
        Instant end = execution.completed() == null ? now : execution.completed();
        Instant start = execution.started() == null ? end : execution.started();
        json.putObject("Statistics")
                .put("DataScannedInBytes", execution.scannedBytes())
                .put("EngineExecutionTimeInMillis", Duration.between(start, end).toMillis())
                .put(
                        "TotalExecutionTimeInMillis",
                        Duration.between(execution.submitted(), end).toMillis())
                .put(
                        "QueryQueueTimeInMillis",
                        Duration.between(execution.submitted(), start).toMillis())
                .put("ServiceProcessingTimeInMillis", 0);
        return json;
    }

    private static void engineVersion(ObjectNode json) {
        json.putObject("EngineVersion")
                .put("SelectedEngineVersion", "AUTO")
                .put("EffectiveEngineVersion", "Athena engine version 3");
    }

    static ObjectNode workGroup(WorkGroup group) {
        ObjectNode json = object().put("Name", group.name())
                .put("State", "ENABLED")
                .put("Description", group.description())
                .put("CreationTime", seconds(group.created()));
        ObjectNode configuration = json.putObject("Configuration")
                .put("EnforceWorkGroupConfiguration", group.enforced())
                .put("PublishCloudWatchMetricsEnabled", false)
                .put("RequesterPaysEnabled", false);
        ObjectNode results = configuration.putObject("ResultConfiguration");
        if (!group.outputLocation().isEmpty()) {
            results.put("OutputLocation", group.outputLocation());
        }
        if (group.scannedBytesLimit() > 0) {
            configuration.put("BytesScannedCutoffPerQuery", group.scannedBytesLimit());
        }
        engineVersion(configuration);
        return json;
    }

    static ObjectNode workGroupSummary(WorkGroup group) {
        ObjectNode json = object().put("Name", group.name())
                .put("State", "ENABLED")
                .put("Description", group.description())
                .put("CreationTime", seconds(group.created()));
        engineVersion(json);
        return json;
    }

    static ObjectNode table(Table table) {
        ObjectNode json = object().put("Name", table.name().table())
                .put("TableType", "EXTERNAL_TABLE")
                .put("CreateTime", 0);
        columns(table.columns(), json.putArray("Columns"));
        columns(table.partitionKeys(), json.putArray("PartitionKeys"));
        ObjectNode parameters = json.putObject("Parameters")
                .put("EXTERNAL", "TRUE")
                .put("location", table.location().toString())
                .put("serde.serialization.lib", table.serde());
        table.properties().forEach(parameters::put);
        table.serdeProperties().forEach((key, value) -> parameters.put("serde.param." + key, value));
        return json;
    }

    static ObjectNode view(View view) {
        ObjectNode json = object().put("Name", view.name().table())
                .put("TableType", "VIRTUAL_VIEW")
                .put("CreateTime", 0);
        columns(view.columns(), json.putArray("Columns"));
        json.putArray("PartitionKeys");
        json.putObject("Parameters").put("presto_view", "true");
        return json;
    }

    private static void columns(List<Column> columns, ArrayNode to) {
        columns.forEach(column -> to.addObject().put("Name", column.name()).put("Type", column.type()));
    }

    static ObjectNode results(List<Column> columns, List<List<@Nullable String>> rows) {
        ObjectNode set = object();
        ArrayNode rowsJson = set.putArray("Rows");
        for (List<@Nullable String> row : rows) {
            ArrayNode data = rowsJson.addObject().putArray("Data");
            for (String value : row) {
                ObjectNode datum = data.addObject();
                if (value != null) {
                    datum.put("VarCharValue", value);
                }
            }
        }
        ArrayNode info = set.putObject("ResultSetMetadata").putArray("ColumnInfo");
        for (Column column : columns) {
            info.addObject()
                    .put("CatalogName", "hive")
                    .put("SchemaName", "")
                    .put("TableName", "")
                    .put("Name", column.name())
                    .put("Label", column.name())
                    .put("Type", column.type())
                    .put("Precision", precision(column.type()))
                    .put("Scale", 0)
                    .put("Nullable", "UNKNOWN")
                    .put("CaseSensitive", column.type().equals("varchar"));
        }
        return set;
    }

    private static int precision(String type) {
        return switch (type) {
            case "tinyint" -> 3;
            case "smallint" -> 5;
            case "integer" -> 10;
            case "bigint" -> 19;
            case "float", "double" -> 17;
            case "timestamp", "timestamp with time zone" -> 3;
            case "varchar" -> Integer.MAX_VALUE;
            default -> 0;
        };
    }
}
