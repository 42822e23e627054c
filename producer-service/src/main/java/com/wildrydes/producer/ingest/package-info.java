/**
 * Reports that come in over HTTP: a body is taken apart into {@code Piece}s, each becomes a {@code WireReport} or a rejection,
 * and a {@code Delivery} sees the good ones into the stream.
 */
@NullMarked
package com.wildrydes.producer.ingest;

import org.jspecify.annotations.NullMarked;
