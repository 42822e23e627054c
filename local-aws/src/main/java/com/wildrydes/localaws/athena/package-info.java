/**
 * Athena: its API, its executions and their results in S3. {@code sql} reads statements, {@code catalogue} holds databases, tables
 * and views, {@code engine} is DuckDB in a process of its own, one for each query.
 */
@NullMarked
package com.wildrydes.localaws.athena;

import org.jspecify.annotations.NullMarked;
