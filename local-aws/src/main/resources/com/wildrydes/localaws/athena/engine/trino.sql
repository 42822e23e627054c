-- Functions that Athena (Trino) has and DuckDB has not, or understands otherwise. A macro hides DuckDB's own function of the same
-- name, which system.main names still. What begins with java_ is written in Java.

-- Numbers.
-- An integer divided by zero is an error, a double is infinite. The error is that of a cast, as error() cannot stand in TRY.
CREATE MACRO memory.main."//"(a, b) AS CASE
  WHEN b = 0 AND system.main.typeof(a) NOT IN ('DOUBLE', 'FLOAT') AND system.main.typeof(b) NOT IN ('DOUBLE', 'FLOAT')
  THEN CAST('Division by zero' AS TINYINT)
  WHEN b = 0 THEN cast_to_type(system.main.sign(a) * CAST('inf' AS DOUBLE), system.main."//"(a, b))
  ELSE system.main."//"(a, b) END;
CREATE MACRO memory.main."%"(a, b) AS CASE
  WHEN b = 0 AND system.main.typeof(a) NOT IN ('DOUBLE', 'FLOAT') AND system.main.typeof(b) NOT IN ('DOUBLE', 'FLOAT')
  THEN CAST('Division by zero' AS TINYINT)
  ELSE system.main."%"(a, b) END;
CREATE MACRO memory.main.mod(a, b) AS a % b;
CREATE MACRO memory.main.sign(x) AS cast_to_type(system.main.sign(x), x);
CREATE MACRO memory.main.e() AS exp(1e0);
CREATE MACRO memory.main.nan() AS CAST('nan' AS DOUBLE);
CREATE MACRO memory.main.infinity() AS CAST('inf' AS DOUBLE);
CREATE MACRO memory.main.is_nan(x) AS isnan(CAST(x AS DOUBLE));
CREATE MACRO memory.main.is_infinite(x) AS isinf(CAST(x AS DOUBLE));
CREATE MACRO memory.main.is_finite(x) AS isfinite(CAST(x AS DOUBLE));
CREATE MACRO memory.main.truncate(x) AS trunc(x), (x, d) AS trunc(x, d);
CREATE MACRO memory.main.rand() AS random();
CREATE MACRO memory.main.width_bucket(x, low, high, n) AS CASE
  WHEN x < low THEN 0
  WHEN x >= high THEN n + 1
  ELSE CAST(floor((x - low) * 1e0 / (high - low) * n) AS BIGINT) + 1 END,
  (x, bins) AS CAST(len(list_filter(bins, lambda bin: bin <= x)) AS BIGINT);
CREATE MACRO memory.main.bitwise_and(a, b) AS a & b;
CREATE MACRO memory.main.bitwise_or(a, b) AS a | b;
CREATE MACRO memory.main.bitwise_xor(a, b) AS xor(a, b);
CREATE MACRO memory.main.bitwise_not(a) AS ~a;

-- Texts.
-- As CAST(x AS varchar) writes it.
CREATE MACRO memory.main.trino_text(x) AS CASE system.main.typeof(x)
  WHEN 'DOUBLE' THEN java_double(CAST(x AS VARCHAR))
  WHEN 'FLOAT' THEN java_real(CAST(x AS VARCHAR))
  WHEN 'TIMESTAMP' THEN strftime(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%g')
  WHEN 'TIMESTAMP WITH TIME ZONE'
  THEN strftime(CAST(TRY_CAST(CAST(x AS VARCHAR) AS TIMESTAMPTZ) AS TIMESTAMP), '%Y-%m-%d %H:%M:%S.%g UTC')
  WHEN 'TIME'
  THEN system.main.substr(CAST(x AS VARCHAR) || CASE WHEN length(CAST(x AS VARCHAR)) = 8 THEN '.000' ELSE '000' END, 1, 12)
  ELSE CAST(x AS VARCHAR) END;
-- The usual case first: it alone remains of the whole where the numbers are constant, and is seen through in a plan.
CREATE MACRO memory.main.substr(s, start) AS CASE
  WHEN start > 0 THEN system.main.substr(s, start)
  WHEN start = 0 OR start < -length(s) THEN ''
  ELSE system.main.substr(s, start) END,
  (s, start, n) AS CASE
  WHEN start > 0 AND n > 0 THEN system.main.substr(s, start, n)
  WHEN start = 0 OR start < -length(s) OR n <= 0 THEN ''
  ELSE system.main.substr(s, start, n) END;
CREATE MACRO memory.main.substring(s, start) AS substr(s, start), (s, start, n) AS substr(s, start, n);
CREATE MACRO memory.main.strpos(s, t) AS CAST(instr(s, t) AS BIGINT),
  (s, t, n) AS CAST(java_strpos(s, t, CAST(n AS VARCHAR)) AS BIGINT);
CREATE MACRO memory.main.replace(s, t) AS system.main.replace(s, t, ''), (s, t, u) AS system.main.replace(s, t, u);
CREATE MACRO memory.main.split(s, d) AS string_split(s, d),
  (s, d, n) AS from_json(java_split(s, d, CAST(n AS VARCHAR)), '["VARCHAR"]');
CREATE MACRO memory.main.split_part(s, d, i) AS list_extract(string_split(s, d), i);
CREATE MACRO memory.main.trim(s) AS system.main.trim(s, chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || ' '),
  (s, c) AS system.main.trim(s, c);
CREATE MACRO memory.main.ltrim(s) AS system.main.ltrim(s, chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || ' '),
  (s, c) AS system.main.ltrim(s, c);
CREATE MACRO memory.main.rtrim(s) AS system.main.rtrim(s, chr(9) || chr(10) || chr(11) || chr(12) || chr(13) || ' '),
  (s, c) AS system.main.rtrim(s, c);
CREATE MACRO memory.main.codepoint(s) AS unicode(s);
CREATE MACRO memory.main.levenshtein_distance(s, t) AS levenshtein(s, t);
CREATE MACRO memory.main.hamming_distance(s, t) AS hamming(s, t);
CREATE MACRO memory.main.normalize(s) AS java_normalize(s, 'NFC'), (s, form) AS java_normalize(s, form);
CREATE MACRO memory.main.regexp_like(s, p) AS CAST(java_regexp_like(s, p) AS BOOLEAN);
CREATE MACRO memory.main.regexp_extract(s, p) AS java_regexp_extract(s, p, '0'),
  (s, p, g) AS java_regexp_extract(s, p, CAST(g AS VARCHAR));
CREATE MACRO memory.main.regexp_extract_all(s, p) AS from_json(java_regexp_all(s, p, '0'), '["VARCHAR"]'),
  (s, p, g) AS from_json(java_regexp_all(s, p, CAST(g AS VARCHAR)), '["VARCHAR"]');
CREATE MACRO memory.main.regexp_replace(s, p) AS java_regexp_replace(s, p, ''), (s, p, r) AS java_regexp_replace(s, p, r);
CREATE MACRO memory.main.regexp_split(s, p) AS from_json(java_regexp_split(s, p), '["VARCHAR"]');
CREATE MACRO memory.main.regexp_count(s, p) AS CAST(java_regexp_count(s, p) AS BIGINT);
CREATE MACRO memory.main.regexp_position(s, p) AS CAST(java_regexp_position(s, p, '1', '1') AS INTEGER),
  (s, p, f) AS CAST(java_regexp_position(s, p, CAST(f AS VARCHAR), '1') AS INTEGER),
  (s, p, f, n) AS CAST(java_regexp_position(s, p, CAST(f AS VARCHAR), CAST(n AS VARCHAR)) AS INTEGER);

-- Times.
-- Whole units between two times, as if the earlier were moved on unit by unit.
CREATE MACRO memory.main.trino_diff(unit, a, b) AS CASE unit
  WHEN 'millisecond' THEN datesub('millisecond', a, b)
  WHEN 'second' THEN datesub('second', a, b)
  WHEN 'minute' THEN datesub('minute', a, b)
  WHEN 'hour' THEN datesub('hour', a, b)
  WHEN 'day' THEN datesub('day', a, b)
  WHEN 'week' THEN datesub('week', a, b)
  WHEN 'month' THEN datesub('month', a, b)
  WHEN 'quarter' THEN datesub('quarter', a, b)
  WHEN 'year' THEN datesub('year', a, b)
  ELSE CAST(unit || ' is not a unit of time' AS BIGINT) END;
-- Of both kinds of timestamps the time that a clock in the zone shows, which has no zone of its own here.
CREATE MACRO memory.main.timezone(zone, t) AS system.main.timezone(zone, CAST(t AS TIMESTAMPTZ));
CREATE MACRO memory.main.at_timezone(t, zone) AS timezone(zone, t);
CREATE MACRO memory.main.with_timezone(t, zone) AS system.main.timezone(zone, CAST(t AS TIMESTAMP));
CREATE MACRO memory.main.current_timezone() AS 'UTC';
CREATE MACRO memory.main."date"(x) AS CAST(x AS DATE);
CREATE MACRO memory.main.from_unixtime(s) AS to_timestamp(s), (s, zone) AS timezone(zone, to_timestamp(s));
CREATE MACRO memory.main.to_unixtime(t) AS epoch(t);
CREATE MACRO memory.main.from_iso8601_timestamp(s) AS CAST(s AS TIMESTAMPTZ);
CREATE MACRO memory.main.from_iso8601_date(s) AS CAST(java_iso_date(s) AS DATE);
CREATE MACRO memory.main.to_iso8601(x) AS CASE system.main.typeof(x)
  WHEN 'DATE' THEN CAST(x AS VARCHAR)
  WHEN 'TIMESTAMP WITH TIME ZONE' THEN strftime(CAST(x AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%gZ')
  ELSE strftime(CAST(x AS TIMESTAMP), '%Y-%m-%dT%H:%M:%S.%g') END;
CREATE MACRO memory.main.to_milliseconds(i) AS epoch_ms(i);
CREATE MACRO memory.main.date_trunc(unit, t) AS cast_to_type(system.main.date_trunc(unit, t), t);
CREATE MACRO memory.main.date_diff(unit, a, b) AS trino_diff(lower(unit), CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP));
CREATE MACRO memory.main.date_add(unit, n, t) AS cast_to_type(t + CASE lower(unit)
  WHEN 'millisecond' THEN system.main.to_milliseconds(n)
  WHEN 'second' THEN to_seconds(n)
  WHEN 'minute' THEN to_minutes(n)
  WHEN 'hour' THEN to_hours(n)
  WHEN 'day' THEN to_days(CAST(n AS INTEGER))
  WHEN 'week' THEN to_weeks(CAST(n AS INTEGER))
  WHEN 'month' THEN to_months(CAST(n AS INTEGER))
  WHEN 'quarter' THEN to_months(CAST(3 * n AS INTEGER))
  WHEN 'year' THEN to_years(CAST(n AS INTEGER))
  ELSE CAST(unit || ' is not a unit of time' AS INTERVAL) END, t);
-- EXTRACT is this function too.
CREATE MACRO memory.main.date_part(unit, t) AS system.main.date_part(CASE lower(unit)
  WHEN 'dow' THEN 'isodow'
  WHEN 'day_of_week' THEN 'isodow'
  WHEN 'day_of_month' THEN 'day'
  WHEN 'day_of_year' THEN 'doy'
  WHEN 'year_of_week' THEN 'isoyear'
  WHEN 'yow' THEN 'isoyear'
  ELSE unit END, t);
CREATE MACRO memory.main.day_of_month(t) AS system.main.day(t);
CREATE MACRO memory.main.day_of_week(t) AS isodow(t);
CREATE MACRO memory.main.dow(t) AS isodow(t);
CREATE MACRO memory.main.day_of_year(t) AS dayofyear(t);
CREATE MACRO memory.main.doy(t) AS dayofyear(t);
CREATE MACRO memory.main.year_of_week(t) AS isoyear(t);
CREATE MACRO memory.main.yow(t) AS isoyear(t);
CREATE MACRO memory.main.millisecond(t) AS system.main.millisecond(t) % 1000;
CREATE MACRO memory.main.last_day_of_month(t) AS last_day(t);
CREATE MACRO memory.main.human_readable_seconds(s) AS java_seconds(CAST(CAST(s AS DOUBLE) AS VARCHAR));
CREATE MACRO memory.main.date_parse(s, f) AS CAST(java_date_parse(s, f) AS TIMESTAMP);
CREATE MACRO memory.main.date_format(t, f) AS java_date_format(CAST(CAST(t AS TIMESTAMP) AS VARCHAR), f);
CREATE MACRO memory.main.parse_datetime(s, f) AS CAST(java_parse_datetime(s, f) || '+00' AS TIMESTAMPTZ);
CREATE MACRO memory.main.format_datetime(t, f) AS java_format_datetime(CAST(CAST(t AS TIMESTAMP) AS VARCHAR), f);

-- Arrays, maps and JSON.
-- DuckDB's paths have no keys in brackets.
CREATE MACRO memory.main.trino_path(p) AS system.main.regexp_replace(p, '\["([^"]*)"\]', '."\1"', 'g');
CREATE MACRO memory.main.cardinality(x) AS CASE json_type(to_json(x))
  WHEN 'ARRAY' THEN CAST(system.main.json_array_length(to_json(x)) AS BIGINT)
  ELSE CAST(len(json_keys(to_json(x))) AS BIGINT) END;
CREATE MACRO memory.main.element_at(x, i) AS x[i];
CREATE MACRO memory.main.contains(l, x) AS list_contains(l, x);
CREATE MACRO memory.main.array_distinct(l) AS list_filter(l, lambda x, i: list_position(l, x) = i);
CREATE MACRO memory.main.array_union(a, b) AS array_distinct(list_concat(a, b));
CREATE MACRO memory.main.array_intersect(a, b) AS array_distinct(list_filter(a, lambda x: list_position(b, x) IS NOT NULL));
CREATE MACRO memory.main.array_except(a, b) AS array_distinct(list_filter(a, lambda x: list_position(b, x) IS NULL));
CREATE MACRO memory.main.array_join(l, d) AS
  array_to_string(list_filter(list_transform(l, lambda x: trino_text(x)), lambda x: x IS NOT NULL), d),
  (l, d, n) AS array_to_string(list_transform(l, lambda x: coalesce(trino_text(x), n)), d);
CREATE MACRO memory.main.array_max(l) AS CASE WHEN list_count(l) = len(l) THEN list_max(l) END;
CREATE MACRO memory.main.array_min(l) AS CASE WHEN list_count(l) = len(l) THEN list_min(l) END;
CREATE MACRO memory.main.array_position(l, x) AS CASE
  WHEN l IS NOT NULL AND x IS NOT NULL THEN coalesce(CAST(list_position(l, x) AS BIGINT), 0) END;
CREATE MACRO memory.main.array_remove(l, x) AS list_filter(l, lambda y: y IS DISTINCT FROM x);
CREATE MACRO memory.main.array_sort(l) AS list_sort(l, 'ASC', 'NULLS LAST');
CREATE MACRO memory.main.arrays_overlap(a, b) AS CASE
  WHEN list_has_any(a, b) THEN true
  WHEN list_count(a) < len(a) OR list_count(b) < len(b) THEN NULL
  ELSE list_has_any(a, b) END;
CREATE MACRO memory.main.slice(l, start, n) AS CASE
  WHEN start > 0 THEN list_slice(l, start, start + n - 1)
  ELSE list_slice(l, len(l) + start + 1, len(l) + start + n) END;
CREATE MACRO memory.main.sequence(a, b) AS CASE
  WHEN a <= b THEN generate_series(a, b)
  ELSE generate_series(a, b, -1) END,
  (a, b, s) AS cast_to_type(generate_series(a, b, s), [a]);
-- Of pairs with the same key the first.
CREATE MACRO memory.main.map_agg(k, v) AS map_from_entries(list_filter(
  array_agg(struct_pack(k := k, v := v)),
  lambda e, i: e.k IS NOT NULL AND list_position(
    list_transform(array_agg(struct_pack(k := k, v := v)), lambda o: o.k), e.k) = i));
CREATE MACRO memory.main.json_extract(j, p) AS system.main.json_extract(CAST(j AS JSON), trino_path(p));
CREATE MACRO memory.main.json_extract_scalar(j, p) AS CASE
  WHEN json_type(CAST(j AS JSON), trino_path(p)) NOT IN ('OBJECT', 'ARRAY')
  THEN json_extract_string(CAST(j AS JSON), trino_path(p)) END;
CREATE MACRO memory.main.json_parse(s) AS json(s);
CREATE MACRO memory.main.json_format(j) AS CAST(json(j) AS VARCHAR);
CREATE MACRO memory.main.json_array_length(j) AS CAST(system.main.json_array_length(CAST(j AS JSON)) AS BIGINT);
CREATE MACRO memory.main.json_array_get(j, i) AS
  system.main.json_extract(CAST(j AS JSON), '$[' || CASE WHEN i < 0 THEN '#' ELSE '' END || i || ']');
CREATE MACRO memory.main.json_size(j, p) AS CASE
  WHEN json_type(CAST(j AS JSON), trino_path(p)) = 'ARRAY'
  THEN CAST(system.main.json_array_length(CAST(j AS JSON), trino_path(p)) AS BIGINT)
  WHEN json_type(CAST(j AS JSON), trino_path(p)) = 'OBJECT'
  THEN CAST(len(json_keys(CAST(j AS JSON), trino_path(p))) AS BIGINT)
  WHEN json_type(CAST(j AS JSON), trino_path(p)) IS NOT NULL THEN 0 END;
CREATE MACRO memory.main.typeof(x) AS CASE system.main.typeof(x)
  WHEN 'FLOAT' THEN 'real'
  WHEN 'TIMESTAMP' THEN 'timestamp(3)'
  WHEN 'TIMESTAMP WITH TIME ZONE' THEN 'timestamp(3) with time zone'
  WHEN 'TIME' THEN 'time(3)'
  WHEN 'HUGEINT' THEN 'bigint'
  WHEN 'BLOB' THEN 'varbinary'
  WHEN 'INTERVAL' THEN 'interval day to second'
  ELSE lower(system.main.typeof(x)) END;
