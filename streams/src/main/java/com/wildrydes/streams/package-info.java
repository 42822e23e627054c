/**
 * Reading and writing Kinesis, the same way in every service.
 *
 * <p>A service reads by giving a {@link com.wildrydes.streams.ShardProcessor} for each shard it is handed; it writes with a
 * {@link com.wildrydes.streams.StreamWriter}. Which adapter delivers the records (classic or KCL), how retries, positions and
 * the traps of the libraries are dealt with is this package's business and nobody else's.
 */
@NullMarked
package com.wildrydes.streams;

import org.jspecify.annotations.NullMarked;
