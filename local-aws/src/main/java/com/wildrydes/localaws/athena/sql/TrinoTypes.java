package com.wildrydes.localaws.athena.sql;

import com.wildrydes.localaws.athena.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The types that casts name, as DuckDB calls them. */
final class TrinoTypes {

    private TrinoTypes() {}

    static String toEngine(List<Token> type) {
        if (type.isEmpty()) {
            throw new SqlException("SYNTAX_ERROR: CAST must name a type");
        }
        String name = type.get(0).name();
        boolean zoned = type.stream().anyMatch(token -> token.is("ZONE"))
                && type.stream().noneMatch(token -> token.is("WITHOUT"));
        List<List<Token>> arguments = arguments(type);
        return switch (name) {
            case "varchar", "char" -> "VARCHAR";
            case "timestamp" -> zoned ? "TIMESTAMPTZ" : "TIMESTAMP";
            case "time" -> zoned ? "TIMETZ" : "TIME";
            case "real" -> "FLOAT";
            case "double" -> "DOUBLE";
            case "varbinary" -> "BLOB";
            case "array" -> toEngine(only(arguments)) + "[]";
            case "row" -> row(arguments);
            case "map" -> arguments.stream().map(TrinoTypes::toEngine).collect(Collectors.joining(", ", "MAP(", ")"));
            default -> type.stream().map(Token::text).collect(Collectors.joining(" "));
        };
    }

    private static String row(List<List<Token>> fields) {
        List<String> types = new ArrayList<>();
        for (List<Token> field : fields) {
            boolean named = field.size() > 1
                    && field.get(0).isIdentifier()
                    && field.get(1).kind() == Kind.WORD
                    && !field.get(1).is("WITH")
                    && !field.get(1).is("WITHOUT");
            String name = named ? field.get(0).text() : "field" + types.size();
            types.add('"' + name.replace("\"", "\"\"") + "\" "
                    + toEngine(named ? field.subList(1, field.size()) : field));
        }
        return "STRUCT(" + String.join(", ", types) + ")";
    }

    private static List<Token> only(List<List<Token>> arguments) {
        if (arguments.size() != 1) {
            throw new SqlException("SYNTAX_ERROR: array must have one type, such as array(integer)");
        }
        return arguments.get(0);
    }

    /** What stands in the type's brackets, divided at commas. */
    private static List<List<Token>> arguments(List<Token> type) {
        List<List<Token>> arguments = new ArrayList<>();
        int depth = 0;
        int from = 2;
        for (int i = 1; i < type.size(); i++) {
            depth += type.get(i).is("(") ? 1 : type.get(i).is(")") ? -1 : 0;
            if (depth == 0 || depth == 1 && type.get(i).is(",")) {
                if (i > from) {
                    arguments.add(type.subList(from, i));
                }
                from = i + 1;
            }
        }
        return arguments;
    }
}
