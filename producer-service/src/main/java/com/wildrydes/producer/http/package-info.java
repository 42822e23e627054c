/** What the service's HTTP endpoints share. */
@NullMarked
package com.wildrydes.producer.http;

import org.jspecify.annotations.NullMarked;
