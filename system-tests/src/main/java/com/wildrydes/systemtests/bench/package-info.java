/**
 * Measures the whole suite under a load that keeps its own count, and compares afterwards everything that the suite made of it.
 * Start reading at {@link com.wildrydes.systemtests.bench.BenchRun}.
 */
@NullMarked
package com.wildrydes.systemtests.bench;

import org.jspecify.annotations.NullMarked;
