/**
 * Firehose: buffers records in files, so that what was acknowledged survives the process, and delivers each full or due buffer
 * to S3 as one object.
 */
@NullMarked
package com.wildrydes.localaws.firehose;

import org.jspecify.annotations.NullMarked;
