package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.kinesis.log.NewRecord;
import com.wildrydes.localaws.kinesis.log.ShardLog;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A shard of a stream that exists. Any thread may use it. */
final class Shard {

    private final ShardLog log;
    private final ReentrantLock lock = new ReentrantLock();
    private final Throughput throughput = new Throughput();
    private volatile ShardDescription description;

    Shard(ShardDescription description, ShardLog log) {
        this.description = description;
        this.log = log;
        if (!description.isOpen()) {
            log.close();
        }
    }

    ShardDescription description() {
        return description;
    }

    int index() {
        return description.index();
    }

    String id() {
        return description.id();
    }

    ShardLog log() {
        return log;
    }

    Throughput throughput() {
        return throughput;
    }

    /** The records' numbers, or null when the shard was closed meanwhile and others take the records. */
    long @Nullable [] append(List<NewRecord> records, long arrivalMillis, LongSupplier numbers) {
        lock.lock();
        try {
            return description.isOpen() ? log.append(records, arrivalMillis, numbers) : null;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps records out while the shard is being replaced. */
    void holdBackRecords() {
        lock.lock();
    }

    void releaseRecords() {
        lock.unlock();
    }

    /** To be called while records are held back. */
    void close(ShardDescription closed) {
        description = closed;
        log.seal();
    }
}
