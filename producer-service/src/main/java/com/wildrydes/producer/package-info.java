/**
 * The producer: everything that puts reports into the stream. {@code ingest} takes them in over HTTP, {@code simulator} and
 * {@code replay} make them; {@link com.wildrydes.producer.ProducerConfiguration} puts the parts together.
 */
@NullMarked
package com.wildrydes.producer;

import org.jspecify.annotations.NullMarked;
