package com.wildrydes.archive.reports;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report's SQL, with question marks for its parameters. In the file they have names, {@code :from}, so that one may stand in
 * several places and a reader sees which it is; Athena knows them by their order only.
 *
 * @param text with question marks
 * @param names the parameter of each question mark, in their order
 */
record ReportSql(String text, List<String> names) {

    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*\\n");
    private static final Pattern NAME = Pattern.compile("(?<![:\\w]):([a-zA-Z]\\w*)");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    ReportSql {
        names = List.copyOf(names);
    }

    static ReportSql parse(String file) {
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(COMMENT.matcher(file).replaceAll(""));
        String text = matcher.replaceAll(found -> {
            names.add(found.group(1));
            return "?";
        });
        return new ReportSql(text.strip(), names);
    }

    /**
     * The values as SQL literals, in the order of the question marks.
     *
     * @param values a String, an Instant or a Long for each name
     */
    List<String> literals(Map<String, Object> values) {
        List<String> literals = new ArrayList<>(names.size());
        for (String name : names) {
            Object value = values.get(name);
            if (value == null) {
                throw new IllegalStateException("The report's SQL must name its parameters only, but names " + name);
            }
            literals.add(literal(value));
        }
        return literals;
    }

    private static String literal(Object value) {
        if (value instanceof Instant time) {
            return "TIMESTAMP '" + TIMESTAMP.format(LocalDateTime.ofInstant(time, ZoneOffset.UTC)) + '\'';
        }
        return value instanceof Long
                ? value.toString()
                : '\'' + value.toString().replace("'", "''") + '\'';
    }
}
