/** What lies beneath the fleet on the map besides the map that comes with the page: a tile server, where one is set. */
@NullMarked
package com.wildrydes.dashboard.map;

import org.jspecify.annotations.NullMarked;
