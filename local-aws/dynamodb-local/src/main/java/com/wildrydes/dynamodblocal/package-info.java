/** Starts Amazon's DynamoDB Local in a process of its own; apart from local-aws because the class paths clash. */
@NullMarked
package com.wildrydes.dynamodblocal;

import org.jspecify.annotations.NullMarked;
