/** local-aws itself: its options, and which parts it is put together from. */
@NullMarked
package com.wildrydes.localaws;

import org.jspecify.annotations.NullMarked;
