/** The streams as such: creating them, waiting for them, and noticing when one is gone or has been created anew. */
@NullMarked
package com.wildrydes.streams.provision;

import org.jspecify.annotations.NullMarked;
