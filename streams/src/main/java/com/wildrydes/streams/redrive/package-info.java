/**
 * Redriving: dead letters go back into the stream that they came from, once. The logic knows Kinesis as {@link
 * com.wildrydes.streams.redrive.RecordStreams} only, so that its crashes can be simulated; what talks to AWS is {@link
 * com.wildrydes.streams.redrive.KinesisRecordStreams}.
 */
@NullMarked
package com.wildrydes.streams.redrive;

import org.jspecify.annotations.NullMarked;
