@NullMarked
package com.wildrydes.dashboard.live;

import org.jspecify.annotations.NullMarked;
