/** How things fly: positions and distances on the globe, and vital signs; shared by the simulator and the replays. */
@NullMarked
package com.wildrydes.producer.flight;

import org.jspecify.annotations.NullMarked;
