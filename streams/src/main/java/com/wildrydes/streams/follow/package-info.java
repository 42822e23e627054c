/** Reading without a group: followers of a stream, and the look back at what a shard's ancestors hold. */
@NullMarked
package com.wildrydes.streams.follow;

import org.jspecify.annotations.NullMarked;
