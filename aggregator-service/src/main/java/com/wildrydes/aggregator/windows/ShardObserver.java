package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.Position;
import com.wildrydes.telemetry.Report;
import java.util.Collection;

/**
 * Something else that is done with the reports of one shard. Calls come one at a time; one that throws is made again with the
 * same records, those left out that were observed before.
 */
public interface ShardObserver {

    /** Comes before the reports of a batch, with the names that may be in it, some more than once. */
    void prepare(Collection<String> names) throws InterruptedException;

    /**
     * A report that counts, in the order of the shard. One that was not checkpointed comes again to the shard's next observer,
     * and one for which this threw, to this one.
     */
    void observe(Report report, Position position) throws InterruptedException;

    /** Waits until everything is safe that follows from what was observed; only then is anything of it checkpointed. */
    void await() throws InterruptedException;
}
