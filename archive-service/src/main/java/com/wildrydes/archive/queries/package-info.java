/** Runs SQL over the archive by Athena, after it has been shown to be one read-only query over what is allowed. */
@NullMarked
package com.wildrydes.archive.queries;

import org.jspecify.annotations.NullMarked;
