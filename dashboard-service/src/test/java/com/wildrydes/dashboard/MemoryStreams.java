package com.wildrydes.dashboard;

import com.wildrydes.streams.Position;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamFollowers;
import com.wildrydes.streams.StreamRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** Streams of one shard each, in memory. Followers read on threads of their own, as those of Kinesis do. */
public final class MemoryStreams implements StreamFollowers {

    /** A demo flies for hours. */
    private static final int KEPT = 200_000;

    private final Map<String, Deque<StreamRecord>> streams = new HashMap<>();
    private final List<Reader> readers = new CopyOnWriteArrayList<>();
    private long sequence = 1000;

    public synchronized void put(String stream, Instant arrival, byte[] data) {
        StreamRecord record = new StreamRecord(Position.of(Long.toString(sequence++)), arrival, "key", data);
        Deque<StreamRecord> records = streams.computeIfAbsent(stream, name -> new ArrayDeque<>());
        records.add(record);
        if (records.size() > KEPT) {
            records.remove();
        }
        for (Reader reader : readers) {
            if (reader.shard.stream().equals(stream)) {
                reader.records.add(record);
            }
        }
    }

    /** How many followers are open. */
    public int following() {
        return readers.size();
    }

    @Override
    public StreamFollower follow(String stream, StreamFollower.Start start, StreamFollower.Listener listener) {
        return new Reader(new ShardId(stream, "shardId-000000000000"), start, listener);
    }

    private synchronized void open(Reader reader) {
        for (StreamRecord record : streams.getOrDefault(reader.shard.stream(), new ArrayDeque<>())) {
            if (reader.start instanceof StreamFollower.Start.TrimHorizon
                    || reader.start instanceof StreamFollower.Start.At at
                            && !record.arrivalTime().isBefore(at.time())) {
                reader.records.add(record);
            }
        }
        readers.add(reader);
    }

    private final class Reader implements StreamFollower {

        private final ShardId shard;
        private final Start start;
        private final Listener listener;
        private final BlockingQueue<StreamRecord> records = new LinkedBlockingQueue<>();
        private final Thread thread = new Thread(this::read, "reader");
        private volatile State state = State.WAITING_FOR_STREAM;

        private Reader(ShardId shard, Start start, Listener listener) {
            this.shard = shard;
            this.start = start;
            this.listener = listener;
            thread.setDaemon(true);
        }

        @Override
        public void start() {
            open(this);
            state = State.READING;
            thread.start();
        }

        private void read() {
            try {
                while (true) {
                    List<StreamRecord> batch = new ArrayList<>(List.of(records.take()));
                    records.drainTo(batch, 999);
                    listener.records(shard, batch, Duration.ZERO);
                }
            } catch (InterruptedException e) {
                // Closed.
            }
        }

        @Override
        public State state() {
            return state;
        }

        @Override
        public void close() {
            state = State.CLOSED;
            readers.remove(this);
            thread.interrupt();
        }
    }
}
