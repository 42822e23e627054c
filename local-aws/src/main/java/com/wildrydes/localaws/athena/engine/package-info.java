/**
 * The query engine: DuckDB in a process that runs one query and ends, or is ended. What runs in that process uses nothing but the
 * JDK, DuckDB and this package, so that it starts fast.
 */
@NullMarked
package com.wildrydes.localaws.athena.engine;

import org.jspecify.annotations.NullMarked;
