/**
 * The aggregator: from the stream of reports to the summaries of each minute and to alerts of vital signs.
 *
 * <p>{@code windows} sums up, {@code alerts} watches; both are plain classes about one shard at a time.
 * {@link com.wildrydes.aggregator.AggregatorConfiguration} joins them to the streams.
 */
@NullMarked
package com.wildrydes.aggregator;

import org.jspecify.annotations.NullMarked;
