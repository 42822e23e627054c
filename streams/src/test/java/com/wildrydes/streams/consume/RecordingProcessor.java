package com.wildrydes.streams.consume;

import com.wildrydes.streams.Checkpointer;
import com.wildrydes.streams.ShardProcessor;
import com.wildrydes.streams.StreamRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** Remembers what it was called with; throws or waits when told to. */
class RecordingProcessor implements ShardProcessor {

    final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    final List<String> positions = new ArrayList<>();
    volatile int failures;
    volatile @Nullable Checkpointer checkpointer;

    @Override
    public void process(List<StreamRecord> records, Checkpointer checkpointer) throws InterruptedException {
        this.checkpointer = checkpointer;
        calls.add("process" + records.stream().map(RecordingProcessor::name).toList());
        failWhenTold();
        synchronized (positions) {
            records.forEach(record -> positions.add(name(record)));
        }
    }

    private static String name(StreamRecord record) {
        long place = record.position().subSequenceNumber();
        return record.position().sequenceNumber() + (place == 0 ? "" : "." + place);
    }

    @Override
    public void tick(Instant now) throws InterruptedException {
        calls.add("tick " + now);
        failWhenTold();
    }

    @Override
    public void shardEnded() throws InterruptedException {
        calls.add("shardEnded");
        failWhenTold();
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private void failWhenTold() {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("Told to fail");
        }
    }
}
