package com.wildrydes.persister;

import com.wildrydes.telemetry.MinuteSummary;
import java.util.concurrent.CompletableFuture;

/** Where summaries are kept, one for each unicorn and window. Thread-safe. */
@FunctionalInterface
interface SummaryStore {

    /**
     * Keeps the summary unless one of the same unicorn and window with more samples is kept already.
     *
     * @return completes exceptionally when it is not known to be safe; then it may be tried again
     */
    CompletableFuture<Outcome> put(MinuteSummary summary);

    enum Outcome {
        WRITTEN,
        /** One with more samples is kept. */
        OUTDATED
    }
}
