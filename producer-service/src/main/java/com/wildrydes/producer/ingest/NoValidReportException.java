package com.wildrydes.producer.ingest;

import java.util.List;

/** A request without a single valid report. */
public final class NoValidReportException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Rejections rejections;

    NoValidReportException(Rejections rejections) {
        super(
                rejections.count() == 0
                        ? "A request must hold at least one report, but held none"
                        : "A request must hold at least one valid report; the first problem: "
                                + rejections.first().get(0).reason(),
                null,
                false,
                false);
        this.rejections = rejections;
    }

    List<Rejection> rejected() {
        return rejections.first();
    }

    int rejectedCount() {
        return rejections.count();
    }
}
