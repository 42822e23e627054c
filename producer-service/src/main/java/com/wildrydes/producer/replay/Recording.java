package com.wildrydes.producer.replay;

import java.util.List;

/**
 * What an upload holds that can be flown.
 *
 * @param names of the vehicles
 * @param points at least one, in order of time
 * @param paced whether their times are not the recording's own, but come from a steady pace
 */
record Recording(List<String> names, List<RecordedPoint> points, Skips skips, boolean paced) {}
