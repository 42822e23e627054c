package com.wildrydes.aggregator.windows;

/** A part of the rule for exact minutes that is left out, to show that the simulation notices. */
enum Flaw {
    NONE,
    /** A child does not read what its ancestors left open. */
    NO_INHERITANCE,
    /** It reads its parents only, not their parents. */
    PARENTS_ONLY,
    /** It reads from its window's start exactly, and misses what arrived out of order. */
    NO_MARGIN,
    /** What a shard leaves open is not emitted before its end is stored. */
    END_NOT_EMITTED,
    /** The checkpoint moves within an open window, as the adapters would move it. */
    CHECKPOINT_WITHIN_WINDOW,
    /** The checkpoint does not wait for the summaries' acknowledgement. */
    CHECKPOINT_BEFORE_SUMMARIES,
    /** The checkpoint does not wait for the dead letters' acknowledgement. */
    CHECKPOINT_BEFORE_DEAD_LETTERS,
    /** A record that comes again is counted again. */
    COUNTED_AGAIN,
    /** After an exception the worker forgets the shard's state and goes on from the batch that comes again. */
    STATE_FORGOTTEN,
    /** Windows interleave: a record counts in the window of its arrival though a later window has begun. */
    WINDOWS_GO_BACK,
    /** A report that an explicit hash key put into another shard than its name's is counted there. */
    ANY_SHARD,
    /** The table takes fewer samples over more. */
    LAST_WRITE_WINS,
    /** An alert's state is kept though the alert itself is not acknowledged. */
    STATE_BEFORE_ALERT,
    /** The states of alerts are not loaded when a shard is taken. */
    ALERTS_NOT_LOADED,
    /** An earlier state of an alert is kept over a later one. */
    ALERTS_GO_BACK
}
