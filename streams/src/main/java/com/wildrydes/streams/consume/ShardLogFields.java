package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamRecord;
import java.util.List;
import org.slf4j.MDC;

/**
 * Which shard this thread works on, as fields of its structured log lines until closed: {@code stream}, {@code shard} and, while
 * records are processed, {@code sequenceNumber}, that of the first of them.
 */
final class ShardLogFields implements AutoCloseable {

    private static final String STREAM = "stream";
    private static final String SHARD = "shard";
    private static final String SEQUENCE_NUMBER = "sequenceNumber";

    private ShardLogFields() {}

    static ShardLogFields of(ShardId shard) {
        MDC.put(STREAM, shard.stream());
        MDC.put(SHARD, shard.shard());
        return new ShardLogFields();
    }

    void processing(List<StreamRecord> records) {
        if (!records.isEmpty()) {
            MDC.put(SEQUENCE_NUMBER, records.get(0).position().sequenceNumber());
        }
    }

    @Override
    public void close() {
        MDC.remove(STREAM);
        MDC.remove(SHARD);
        MDC.remove(SEQUENCE_NUMBER);
    }
}
