/** Reads the raw reports and forwards them to the delivery stream, a line each. */
@NullMarked
package com.wildrydes.archive.forwarding;

import org.jspecify.annotations.NullMarked;
