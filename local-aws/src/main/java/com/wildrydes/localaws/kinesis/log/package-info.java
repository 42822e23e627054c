/**
 * A shard's records on disk: append-only segment files with a sparse index in memory, so that memory does not grow with the
 * volume, and retention by dropping whole segments.
 */
@NullMarked
package com.wildrydes.localaws.kinesis.log;

import org.jspecify.annotations.NullMarked;
