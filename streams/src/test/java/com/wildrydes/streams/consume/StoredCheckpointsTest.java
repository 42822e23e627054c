package com.wildrydes.streams.consume;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.Position;
import org.junit.jupiter.api.Test;
import org.springframework.integration.metadata.SimpleMetadataStore;

class StoredCheckpointsTest {

    private final SimpleMetadataStore store = new SimpleMetadataStore();

    @Test
    void storesTheFirstAndLaterOnes() {
        StoredCheckpoints checkpoints = new StoredCheckpoints(store, "key");

        checkpoints.store(Position.of("9"));
        assertThat(store.get("key")).isEqualTo("9");

        checkpoints.store(Position.of("10"));
        assertThat(store.get("key")).isEqualTo("10");
    }

    @Test
    void neverGoesBack() {
        store.put("key", "10");
        StoredCheckpoints checkpoints = new StoredCheckpoints(store, "key");

        checkpoints.store(Position.of("9"));

        assertThat(store.get("key")).isEqualTo("10");
    }

    @Test
    void goesOnFromWhatAnotherProcessStoredMeanwhile() {
        SimpleMetadataStore contended = new SimpleMetadataStore() {
            private boolean interfered;

            @Override
            public boolean replace(String key, String oldValue, String newValue) {
                if (!interfered) {
                    interfered = true;
                    put(key, "15");
                }
                return super.replace(key, oldValue, newValue);
            }
        };
        contended.put("key", "10");

        new StoredCheckpoints(contended, "key").store(Position.of("20"));

        assertThat(contended.get("key")).isEqualTo("20");
    }

    @Test
    void saysWhetherItWasStoredWhenTheShardWasTaken() {
        StoredCheckpoints fresh = new StoredCheckpoints(store, "key");
        fresh.store(Position.of("1"));

        assertThat(fresh.resumed()).isFalse();
        assertThat(new StoredCheckpoints(store, "key").resumed()).isTrue();
    }
}
