/**
 * Chaos: the suite is killed, resharded, scaled and ill served while a load is counted, and afterwards everything must be
 * exact. Start reading at {@link com.wildrydes.systemtests.chaos.ChaosRun}.
 */
@NullMarked
package com.wildrydes.systemtests.chaos;

import org.jspecify.annotations.NullMarked;
