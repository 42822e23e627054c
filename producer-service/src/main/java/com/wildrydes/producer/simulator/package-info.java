/** Unicorns that fly by themselves: one {@code Unicorn} each, kept in a {@code Fleet} and flown by one thread. */
@NullMarked
package com.wildrydes.producer.simulator;

import org.jspecify.annotations.NullMarked;
