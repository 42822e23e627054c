/** Writing: records become {@code PutRecords} requests, and come back from failed ones, in the order of their keys. */
@NullMarked
package com.wildrydes.streams.write;

import org.jspecify.annotations.NullMarked;
