@NullMarked
package com.wildrydes.dashboard.tail;

import org.jspecify.annotations.NullMarked;
