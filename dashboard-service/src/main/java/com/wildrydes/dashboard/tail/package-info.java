/** Following a stream over HTTP, a line a record: {@code curl -N} is the workshop's consumer. */
@NullMarked
package com.wildrydes.dashboard.tail;

import org.jspecify.annotations.NullMarked;
