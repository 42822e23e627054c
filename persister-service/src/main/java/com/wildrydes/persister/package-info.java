/**
 * Keeps the minute summaries of the stream {@code wildrydes-summary} in DynamoDB, never fewer samples over more, and serves
 * them.
 */
@NullMarked
package com.wildrydes.persister;

import org.jspecify.annotations.NullMarked;
