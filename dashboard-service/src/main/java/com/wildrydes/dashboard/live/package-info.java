/**
 * The WebSocket {@code /ws/fleet}: a snapshot, then frames of what changed. No session has a queue: one that is still busy
 * with its last message is passed over and later gets everything that changed since. A client may subscribe to a part of the
 * fleet; what it then gets is its own, while all others share.
 */
@NullMarked
package com.wildrydes.dashboard.live;

import org.jspecify.annotations.NullMarked;
