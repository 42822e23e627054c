package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.kinesis.log.NewRecord;
import java.math.BigInteger;

/** A record that a client asks to be put. */
record PutEntry(BigInteger hashKey, NewRecord newRecord) {}
