@NullMarked
package com.wildrydes.dashboard.map;

import org.jspecify.annotations.NullMarked;
