package com.wildrydes.aggregator.alerts;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where the states of alerts are kept. Thread-safe. */
interface AlertStore {

    /** How many names are loaded at once, at most. */
    int MAX_NAMES = 50;

    /** All states that are kept of these names; most have none. */
    CompletableFuture<Map<AlertKey, AlertState>> load(Collection<String> names);

    /** Keeps a state, unless one of a later position is kept already; false then. */
    CompletableFuture<Boolean> save(AlertKey key, AlertState state);
}
