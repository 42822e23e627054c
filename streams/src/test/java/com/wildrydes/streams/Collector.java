package com.wildrydes.streams;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A processor factory whose processors put what happens to them into one queue of lines, {@code shard number: what}. */
public class Collector implements ShardProcessorFactory {

    public final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @Override
    public ShardProcessor open(ShardId shard, boolean resumed) {
        int number = Integer.parseInt(shard.shard().substring("shardId-".length()));
        events.add(number + ": " + (resumed ? "resumed" : "opened"));
        return new ShardProcessor() {
            @Override
            public void process(List<StreamRecord> records, Checkpointer checkpointer) throws InterruptedException {
                for (StreamRecord record : records) {
                    String data = new String(record.data(), StandardCharsets.UTF_8);
                    before(number, data);
                    events.add(number + ": " + data);
                }
                checkpoint(number, records, checkpointer);
            }

            @Override
            public void shardEnded() throws InterruptedException {
                ending(number);
                events.add(number + ": ended");
            }

            @Override
            public void close() {
                events.add(number + ": closed");
            }
        };
    }

    /** What happens before a record is taken. */
    protected void before(int shard, String data) throws InterruptedException {}

    /** What happens before a shard's end is confirmed. */
    protected void ending(int shard) throws InterruptedException {}

    /** What is checkpointed after a batch: all of it. */
    protected void checkpoint(int shard, List<StreamRecord> records, Checkpointer checkpointer) {
        checkpointer.checkpoint(records.get(records.size() - 1).position());
    }

    /** The next lines, waiting up to half a minute for each. */
    public List<String> next(int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String event = events.poll(30, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("Expected " + count + " events, but nothing came after " + next);
            }
            next.add(event);
        }
        return next;
    }

    /** Waits for this line and returns all up to it. */
    public List<String> until(String line) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        do {
            lines.addAll(next(1));
        } while (!lines.get(lines.size() - 1).equals(line));
        return lines;
    }
}
