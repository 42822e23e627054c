/**
 * The whole suite as real processes, seen only through its public interfaces.
 *
 * <p>{@link com.wildrydes.systemtests.Suite} starts the jars; {@link com.wildrydes.systemtests.Truth} computes from the raw
 * stream what the table must hold.
 */
@NullMarked
package com.wildrydes.systemtests;

import org.jspecify.annotations.NullMarked;
