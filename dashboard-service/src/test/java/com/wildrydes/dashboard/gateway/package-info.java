@NullMarked
package com.wildrydes.dashboard.gateway;

import org.jspecify.annotations.NullMarked;
