package com.wildrydes.archive.queries;

import io.trino.sql.tree.*;
import java.util.Set;

/**
 * The parts of Trino's SQL that an ad-hoc query may be made of. Everything that is not named here is refused, so that syntax
 * of a later parser, or a function nobody thought of, does not run by oversight.
 */
final class SqlSyntax {

    static final Set<Class<? extends Node>> NODES = Set.of(
            // Relations. Not here: recursive and inline functions, table functions, time travel, MATCH_RECOGNIZE,
            // samples.
            Query.class,
            With.class,
            WithQuery.class,
            QuerySpecification.class,
            TableSubquery.class,
            Table.class,
            Values.class,
            AliasedRelation.class,
            Join.class,
            Lateral.class,
            Unnest.class,
            Union.class,
            Intersect.class,
            Except.class,
            Select.class,
            SingleColumn.class,
            AllColumns.class,
            GroupBy.class,
            SimpleGroupBy.class,
            GroupingSets.class,
            OrderBy.class,
            SortItem.class,
            Limit.class,
            AllRows.class,
            FetchFirst.class,
            Offset.class,
            WindowDefinition.class,
            WindowReference.class,
            WindowSpecification.class,
            WindowFrame.class,
            FrameBound.class,
            // Expressions. Not here: lambdas, parameters, the current user, catalog, schema and path, JSON paths.
            Identifier.class,
            DereferenceExpression.class,
            SubscriptExpression.class,
            FunctionCall.class,
            Cast.class,
            Row.class,
            Array.class,
            ArithmeticBinaryExpression.class,
            ArithmeticUnaryExpression.class,
            ComparisonExpression.class,
            LogicalExpression.class,
            NotExpression.class,
            BetweenPredicate.class,
            InPredicate.class,
            InListExpression.class,
            LikePredicate.class,
            IsNullPredicate.class,
            IsNotNullPredicate.class,
            ExistsPredicate.class,
            SubqueryExpression.class,
            QuantifiedComparisonExpression.class,
            CoalesceExpression.class,
            IfExpression.class,
            NullIfExpression.class,
            TryExpression.class,
            SimpleCaseExpression.class,
            SearchedCaseExpression.class,
            WhenClause.class,
            CurrentTime.class,
            Extract.class,
            Trim.class,
            AtTimeZone.class,
            GroupingOperation.class,
            // Literals and types.
            StringLiteral.class,
            LongLiteral.class,
            DoubleLiteral.class,
            DecimalLiteral.class,
            BooleanLiteral.class,
            NullLiteral.class,
            IntervalLiteral.class,
            TimestampLiteral.class,
            TimeLiteral.class,
            GenericLiteral.class,
            GenericDataType.class,
            DateTimeDataType.class,
            TypeParameter.class,
            NumericParameter.class);

    /**
     * The types of casts and of literals such as {@code DATE '2026-11-23'}. A literal of another type is how
     * {@code E'\''} gets through Trino's parser; to DuckDB it means something else.
     */
    static final Set<String> TYPES = Set.of(
            "boolean",
            "tinyint",
            "smallint",
            "int",
            "integer",
            "bigint",
            "real",
            "double",
            "decimal",
            "varchar",
            "char",
            "date",
            "time",
            "timestamp",
            "json",
            "array",
            "map");

    /** Not here: what reads or writes anything but its arguments, and what makes much of little, such as {@code repeat}. */
    static final Set<String> FUNCTIONS = Set.of("""
            count count_if sum avg min max min_by max_by arbitrary any_value array_agg map_agg histogram bool_and bool_or
            every stddev stddev_pop stddev_samp variance var_pop var_samp covar_pop covar_samp corr regr_slope
            regr_intercept geometric_mean approx_distinct approx_percentile listagg
            row_number rank dense_rank percent_rank cume_dist ntile lag lead first_value last_value nth_value
            abs ceil ceiling floor round truncate sign sqrt cbrt power pow exp ln log log2 log10 mod pi e degrees radians
            sin cos tan asin acos atan atan2 sinh cosh tanh greatest least is_nan is_finite is_infinite nan infinity
            width_bucket bitwise_and bitwise_or bitwise_xor bitwise_not
            length lower upper substr substring strpos position replace reverse split split_part trim ltrim rtrim concat
            concat_ws starts_with chr codepoint translate levenshtein_distance hamming_distance normalize
            regexp_like regexp_extract regexp_extract_all regexp_replace regexp_split regexp_count regexp_position
            date date_add date_diff date_trunc date_format date_parse format_datetime parse_datetime from_unixtime
            to_unixtime from_iso8601_timestamp from_iso8601_date to_iso8601 now current_timezone with_timezone at_timezone
            year quarter month week day day_of_month day_of_week dow day_of_year doy hour minute second millisecond
            year_of_week yow last_day_of_month human_readable_seconds to_milliseconds
            cardinality contains element_at array_distinct array_intersect array_union array_except array_join array_max
            array_min array_position array_remove array_sort arrays_overlap slice flatten sequence
            map map_keys map_values map_entries json_extract json_extract_scalar json_parse json_format json_array_length
            json_array_get json_size typeof""".strip().split("\\s+"));

    private SqlSyntax() {}
}
