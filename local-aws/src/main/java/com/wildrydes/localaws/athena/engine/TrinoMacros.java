package com.wildrydes.localaws.athena.engine;

import java.util.List;

/** Functions that Athena (Trino) has and DuckDB calls otherwise. */
final class TrinoMacros {

    static final List<String> ALL = List.of(
            "approx_distinct(x) AS approx_count_distinct(x)",
            "approx_percentile(x, p) AS approx_quantile(x, p)",
            "cardinality(x) AS len(x)",
            "element_at(x, i) AS list_extract(x, i)",
            "from_iso8601_date(s) AS CAST(s AS DATE)",
            "from_iso8601_timestamp(s) AS CAST(s AS TIMESTAMPTZ)",
            "from_unixtime(s) AS to_timestamp(s)",
            "to_unixtime(t) AS epoch(t)",
            "json_extract_scalar(j, p) AS json_extract_string(j, p)",
            "json_parse(s) AS CAST(s AS JSON)",
            "json_format(j) AS CAST(j AS VARCHAR)",
            "regexp_like(s, p) AS regexp_matches(s, p)",
            "rand() AS random()",
            "sequence(a, b) AS generate_series(a, b), (a, b, s) AS generate_series(a, b, s)",
            "strpos(s, t) AS instr(s, t)",
            "truncate(x) AS trunc(x)",
            "is_nan(x) AS isnan(x)",
            "is_infinite(x) AS isinf(x)",
            "bitwise_and(a, b) AS a & b",
            "bitwise_or(a, b) AS a | b",
            "date_add(unit, n, t) AS CASE lower(unit)"
                    + " WHEN 'millisecond' THEN t + to_milliseconds(n)"
                    + " WHEN 'second' THEN t + to_seconds(n)"
                    + " WHEN 'minute' THEN t + to_minutes(n)"
                    + " WHEN 'hour' THEN t + to_hours(n)"
                    + " WHEN 'day' THEN t + to_days(CAST(n AS INTEGER))"
                    + " WHEN 'week' THEN t + to_weeks(CAST(n AS INTEGER))"
                    + " WHEN 'month' THEN t + to_months(CAST(n AS INTEGER))"
                    + " WHEN 'quarter' THEN t + to_months(CAST(3 * n AS INTEGER))"
                    + " WHEN 'year' THEN t + to_years(CAST(n AS INTEGER))"
                    + " ELSE error('date_add: not a unit of time: ' || unit) END");

    private TrinoMacros() {}
}
