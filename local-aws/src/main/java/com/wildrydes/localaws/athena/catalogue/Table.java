package com.wildrydes.localaws.athena.catalogue;

import com.wildrydes.localaws.objects.ObjectAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table over JSON lines in S3.
 *
 * @param serde the class that Athena reads the lines with
 * @param location the folder of the objects
 * @param properties the TBLPROPERTIES
 */
public record Table(
        TableName name,
        List<Column> columns,
        List<Column> partitionKeys,
        String serde,
        Map<String, String> serdeProperties,
        ObjectAddress location,
        Map<String, String> properties) {

    private static final Set<String> JSON_SERDES =
            Set.of("org.openx.data.jsonserde.JsonSerDe", "org.apache.hive.hcatalog.data.JsonSerDe");

    /** @throws IllegalArgumentException when it is not a table that can be read here */
    public Table {
        columns = List.copyOf(columns);
        partitionKeys = List.copyOf(partitionKeys);
        serdeProperties = Map.copyOf(serdeProperties);
        properties = Map.copyOf(properties);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("A table must have a column");
        }
        if (!JSON_SERDES.contains(serde)) {
            throw new IllegalArgumentException(
                    "ROW FORMAT SERDE must be one of " + JSON_SERDES + " here, not " + serde);
        }
        if (!location.key().isEmpty() && !location.key().endsWith("/")) {
            location = new ObjectAddress(location.bucket(), location.key() + "/");
        }
        columns.forEach(column -> HiveType.toDuckDb(column.type()));
        partitionKeys.forEach(column -> HiveType.toDuckDb(column.type()));
    }

    /** Whether a line that is not JSON is a row of nulls, rather than the end of the query. */
    public boolean ignoresMalformedLines() {
        return serdeProperties.getOrDefault("ignore.malformed.json", "false").equalsIgnoreCase("true");
    }

    /** The key in the JSON lines that a column is mapped to by name, if it is: {@code mapping.<column>}. */
    public String mappedKey(String column) {
        return serdeProperties.getOrDefault("mapping." + column, "");
    }

    /** The statement that creates it. */
    public String ddl() {
        StringBuilder ddl = new StringBuilder("CREATE EXTERNAL TABLE `" + name + "`(\n");
        ddl.append(columns(columns)).append(")\n");
        if (!partitionKeys.isEmpty()) {
            ddl.append("PARTITIONED BY ( \n").append(columns(partitionKeys)).append(")\n");
        }
        ddl.append("ROW FORMAT SERDE \n  '").append(serde).append("' \n");
        if (!serdeProperties.isEmpty()) {
            ddl.append("WITH SERDEPROPERTIES ( \n")
                    .append(pairs(serdeProperties))
                    .append(") \n");
        }
        ddl.append("LOCATION\n  '").append(location).append("'\n");
        return ddl.append("TBLPROPERTIES (\n")
                .append(pairs(properties))
                .append(")")
                .toString();
    }

    private static String columns(List<Column> columns) {
        return String.join(
                ", \n",
                columns.stream()
                        .map(column -> "  `" + column.name() + "` " + column.type())
                        .toList());
    }

    private static String pairs(Map<String, String> pairs) {
        return String.join(
                ", \n",
                new TreeMap<>(pairs)
                        .entrySet().stream()
                                .map(pair -> "  '" + pair.getKey() + "'='" + pair.getValue() + "'")
                                .toList());
    }
}
