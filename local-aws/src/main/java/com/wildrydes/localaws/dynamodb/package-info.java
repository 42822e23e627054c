/** DynamoDB: calls are passed on, byte for byte, to Amazon's DynamoDB Local in a process of its own, or to another endpoint. */
@NullMarked
package com.wildrydes.localaws.dynamodb;

import org.jspecify.annotations.NullMarked;
