/** The protocol that the emulated services share: one port, HTTP/1.1 and HTTP/2, routing by {@code X-Amz-Target}. */
@NullMarked
package com.wildrydes.localaws.http;

import org.jspecify.annotations.NullMarked;
