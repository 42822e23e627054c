/** Tests of the dashboard, and a fleet in memory to run its page by. */
@NullMarked
package com.wildrydes.dashboard;

import org.jspecify.annotations.NullMarked;
