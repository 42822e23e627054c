package com.wildrydes.producer.replay;

/** The columns of a CSV by the names in its first line; columns not named here are ignored. */
record CsvColumns(String vehicle, String timestamp, String latitude, String longitude) {}
