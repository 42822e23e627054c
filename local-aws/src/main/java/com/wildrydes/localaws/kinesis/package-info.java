/**
 * Kinesis: streams of shards with real lineage, in the JSON and CBOR protocols, with the errors and limits of AWS and with
 * faults on demand. {@code KinesisService} names every operation.
 */
@NullMarked
package com.wildrydes.localaws.kinesis;

import org.jspecify.annotations.NullMarked;
