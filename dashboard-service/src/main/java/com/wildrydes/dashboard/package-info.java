/**
 * The one door to the suite: where every unicorn is now, as a page, a WebSocket and JSON, and the way to the APIs of the
 * other services.
 */
@NullMarked
package com.wildrydes.dashboard;

import org.jspecify.annotations.NullMarked;
