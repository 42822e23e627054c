/**
 * Sums up every window (a minute) per unicorn, exactly: none lost, none doubled, whatever is killed, scaled or resharded.
 *
 * <p>{@link com.wildrydes.aggregator.ShardAggregator} processes one shard: {@link com.wildrydes.aggregator.WindowTime} says
 * which window a report counts in, {@link com.wildrydes.aggregator.ShardWindows} holds what is open,
 * {@link com.wildrydes.aggregator.Inheritance} rebuilds what a split or merged shard's ancestors left open, and
 * {@link com.wildrydes.aggregator.SummaryEmission} writes summaries. None of these knows Spring or AWS.
 */
@NullMarked
package com.wildrydes.aggregator;

import org.jspecify.annotations.NullMarked;
