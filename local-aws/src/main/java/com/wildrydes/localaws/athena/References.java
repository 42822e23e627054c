package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.catalogue.Catalogue;
import com.wildrydes.localaws.athena.catalogue.Table;
import com.wildrydes.localaws.athena.catalogue.View;
import com.wildrydes.localaws.athena.sql.Lexer;
import com.wildrydes.localaws.athena.sql.Token;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables and views that a query may read: every one whose name it holds, and those that such views hold in turn. One too many
 * costs a little; the engine finds out which are read.
 *
 * @param views each after those that it reads itself
 */
record References(List<Table> tables, List<View> views) {

    static References of(String sql, Catalogue catalogue) {
        Map<String, Table> tables = new LinkedHashMap<>();
        Map<String, View> views = new LinkedHashMap<>();
        collect(sql, catalogue, tables, views, Set.of());
        return new References(List.copyOf(tables.values()), List.copyOf(views.values()));
    }

    private static void collect(
            String sql, Catalogue catalogue, Map<String, Table> tables, Map<String, View> views, Set<String> within) {
        Set<String> names = Lexer.tokens(sql).stream()
                .filter(Token::isIdentifier)
                .map(Token::name)
                .collect(Collectors.toSet());
        for (Table table : catalogue.tables()) {
            if (names.contains(table.name().table())) {
                tables.put(table.name().toString(), table);
            }
        }
        for (View view : catalogue.views()) {
            String name = view.name().toString();
            if (names.contains(view.name().table()) && !views.containsKey(name) && !within.contains(name)) {
                Set<String> deeper = new HashSet<>(within);
                deeper.add(name);
                collect(view.sql(), catalogue, tables, views, deeper);
                views.put(name, view);
            }
        }
    }
}
