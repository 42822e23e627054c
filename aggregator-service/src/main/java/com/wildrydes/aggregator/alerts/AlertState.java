package com.wildrydes.aggregator.alerts;

import com.wildrydes.streams.Position;
import com.wildrydes.telemetry.Alert.State;
import java.time.Instant;

/**
 * Where an alert stands.
 *
 * @param since the time of the report that changed it last
 * @param value the vital sign in that report
 * @param position where that report is in the stream; it and those before it are taken account of
 */
record AlertState(State state, Instant since, int value, Position position) {}
