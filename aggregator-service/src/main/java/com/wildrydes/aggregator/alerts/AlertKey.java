package com.wildrydes.aggregator.alerts;

import com.wildrydes.telemetry.Alert.Vital;

/** What an alert is about. */
record AlertKey(String name, Vital vital) {}
