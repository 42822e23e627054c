/**
 * Recorded tracks, flown again: an upload is read into a {@code Recording}, which a {@code Replay} flies point by point at the
 * pace of its times, faster if wished.
 */
@NullMarked
package com.wildrydes.producer.replay;

import org.jspecify.annotations.NullMarked;
