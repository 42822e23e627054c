package com.wildrydes.producer.replay;

import com.wildrydes.producer.flight.GeoPoint;
import java.time.Instant;

/** Where a vehicle was at a time. @param vehicle its place in {@link Recording#names()} */
record RecordedPoint(int vehicle, Instant time, GeoPoint position) {}
