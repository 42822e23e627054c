/**
 * Archives every raw report in S3 through Firehose, and answers questions over the archive: files to download, SQL by Athena.
 *
 * <p>One package for each of the three, and here what they share: settings, clients, the form of an error.
 */
@NullMarked
package com.wildrydes.archive;

import org.jspecify.annotations.NullMarked;
