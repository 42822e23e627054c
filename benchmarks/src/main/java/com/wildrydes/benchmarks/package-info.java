/** Measurements that check what they measure: a figure counts only if every record came back once and in order. */
@NullMarked
package com.wildrydes.benchmarks;

import org.jspecify.annotations.NullMarked;
