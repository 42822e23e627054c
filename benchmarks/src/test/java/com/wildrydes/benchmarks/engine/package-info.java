/**
 * The aggregation of one shard, records in and closed windows out, measured within one JVM: alone, piece by piece, and beside
 * those that somebody would otherwise write or take. What is compared must first have done the same.
 */
@NullMarked
package com.wildrydes.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
