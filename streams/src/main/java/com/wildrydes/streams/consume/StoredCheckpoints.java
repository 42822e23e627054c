package com.wildrydes.streams.consume;

import com.wildrydes.streams.Position;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.metadata.ConcurrentMetadataStore;

/**
 * One shard's checkpoint in the classic adapter's store: a sequence number, for the adapter reads it as a number. A position
 * within an aggregated record must not come here, see {@link Aggregates#storable}.
 */
final class StoredCheckpoints implements CheckpointTarget {

    private final ConcurrentMetadataStore store;
    private final String key;
    private final boolean resumed;

    StoredCheckpoints(ConcurrentMetadataStore store, String key) {
        this.store = store;
        this.key = key;
        this.resumed = store.get(key) != null;
    }

    @Override
    public void store(Position position) {
        String sequenceNumber = position.sequenceNumber();
        @Nullable String stored = store.get(key);
        while (stored == null || Position.of(stored).compareTo(Position.of(sequenceNumber)) < 0) {
            if (stored == null) {
                stored = store.putIfAbsent(key, sequenceNumber);
                if (stored == null) {
                    return;
                }
            } else if (store.replace(key, stored, sequenceNumber)) {
                return;
            } else {
                stored = store.get(key);
            }
        }
    }

    @Override
    public boolean resumed() {
        return resumed;
    }
}
