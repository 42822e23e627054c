@NullMarked
package com.wildrydes.dashboard.fleet;

import org.jspecify.annotations.NullMarked;
