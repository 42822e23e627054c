/** What Athena knows: work groups, databases, tables over S3 with their partitions, and views. */
@NullMarked
package com.wildrydes.localaws.athena.catalogue;

import org.jspecify.annotations.NullMarked;
