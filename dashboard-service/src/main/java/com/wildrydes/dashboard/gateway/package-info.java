/** The way from the one door to the services behind it, and what the door asks of every request. */
@NullMarked
package com.wildrydes.dashboard.gateway;

import org.jspecify.annotations.NullMarked;
