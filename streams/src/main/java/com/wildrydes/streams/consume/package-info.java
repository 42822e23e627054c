/**
 * Consuming as a group: what the binder's adapters deliver becomes the calls of a {@link
 * com.wildrydes.streams.ShardProcessor}, and what it has made safe becomes checkpoints.
 */
@NullMarked
package com.wildrydes.streams.consume;

import org.jspecify.annotations.NullMarked;
