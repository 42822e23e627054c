/** Where the tests find LocalStack when the profile {@code localstack} asks for it. */
@NullMarked
package com.wildrydes.localstack;

import org.jspecify.annotations.NullMarked;
