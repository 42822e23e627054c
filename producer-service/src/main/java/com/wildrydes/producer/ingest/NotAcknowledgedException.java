package com.wildrydes.producer.ingest;

import java.util.List;

/** Kinesis did not acknowledge every report of a request. */
public final class NotAcknowledgedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Delivery.Outcome outcome;
    private final transient Rejections rejections;

    NotAcknowledgedException(Delivery.Outcome outcome, Rejections rejections) {
        super(
                outcome.acknowledged() + " reports are safe in the stream, "
                        + outcome.openLines().size()
                        + " are not known to be: they may or may not reach it, and sending them again may write them twice",
                null,
                false,
                false);
        this.outcome = outcome;
        this.rejections = rejections;
    }

    boolean timedOut() {
        return outcome.timedOut();
    }

    int acknowledged() {
        return outcome.acknowledged();
    }

    List<Integer> openLines() {
        return outcome.openLines();
    }

    Rejections rejections() {
        return rejections;
    }
}
