/**
 * Sums up every window (a minute) per unicorn, exactly: none lost, none doubled, whatever is killed, scaled or resharded.
 *
 * <p>{@link com.wildrydes.aggregator.windows.ShardAggregator} processes one shard: {@link com.wildrydes.aggregator.WindowTime} says
 * which window a report counts in, {@link com.wildrydes.aggregator.windows.ShardWindows} holds what is open,
 * {@link com.wildrydes.aggregator.windows.Inheritance} rebuilds what a split or merged shard's ancestors left open, and
 * {@link com.wildrydes.aggregator.windows.SummaryEmission} writes summaries. None of these knows Spring or AWS.
 */
@NullMarked
package com.wildrydes.aggregator.windows;

import org.jspecify.annotations.NullMarked;
