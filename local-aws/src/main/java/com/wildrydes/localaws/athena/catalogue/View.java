package com.wildrydes.localaws.athena.catalogue;

import java.util.List;

/**
 * A stored query.
 *
 * @param columns what it returns; empty until it has been checked
 */
public record View(TableName name, String sql, List<Column> columns) {

    public View {
        columns = List.copyOf(columns);
    }

    public View withColumns(List<Column> checked) {
        return new View(name, sql, checked);
    }
}
