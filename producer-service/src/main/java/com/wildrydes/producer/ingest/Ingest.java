package com.wildrydes.producer.ingest;

import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.InvalidReportException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Takes requests full of reports to the stream. A request is first read to its end, and then written: one that is broken off, or
 * too large, leaves nothing behind. Thread-safe.
 */
public final class Ingest {

    /** What a report costs in memory beside its bytes: the objects around it here and in the writer's queue, roughly. */
    private static final int REPORT_OVERHEAD_BYTES = 200;

    private final StreamWriter writer;
    private final IngestMetrics metrics;
    private final MemoryBudget memory;
    private final long maxRequestBytes;
    private final int maxReportBytes;
    private final Duration timeout;

    public Ingest(StreamWriter writer, IngestProperties limits, IngestMetrics metrics) {
        this.writer = writer;
        this.metrics = metrics;
        this.memory = new MemoryBudget(limits.maxPendingSize().toBytes());
        this.maxRequestBytes = limits.maxRequestSize().toBytes();
        this.maxReportBytes = (int) limits.maxReportSize().toBytes();
        this.timeout = limits.acknowledgeTimeout();
    }

    long pendingBytesLeft() {
        return memory.available();
    }

    /**
     * Reads a request to its end in the calling thread, then waits for Kinesis without one.
     *
     * @return completes when Kinesis has acknowledged every valid report; exceptionally with {@link NotAcknowledgedException}
     * @throws BodyTooLargeException when the body has too many bytes
     * @throws NoValidReportException when nothing in it is a valid report
     * @throws NoRoomException when there is no room for it now; nothing was written
     * @throws IOException when the body cannot be read
     */
    public CompletableFuture<IngestAnswer> take(InputStream body, BodyFormat format) throws IOException {
        MemoryBudget.Share share = memory.share();
        try {
            Rejections rejections = new Rejections();
            List<WireReport> reports = read(body, format, share, rejections);
            metrics.rejected(rejections);
            if (reports.isEmpty()) {
                throw new NoValidReportException(rejections);
            }
            return write(reports, rejections, share);
        } catch (NoRoomException e) {
            metrics.refused();
            share.giveBack();
            throw e;
        } catch (IOException | RuntimeException e) {
            share.giveBack();
            throw e;
        }
    }

    private List<WireReport> read(InputStream body, BodyFormat format, MemoryBudget.Share share, Rejections rejections)
            throws IOException {
        List<WireReport> reports = new ArrayList<>();
        Pieces pieces = Pieces.of(format, new ByteSource(body, maxRequestBytes), maxReportBytes);
        for (Piece piece = pieces.next(); piece != null; piece = pieces.next()) {
            try {
                WireReport report = piece.report();
                share.take(report.data().length + REPORT_OVERHEAD_BYTES);
                reports.add(report);
            } catch (InvalidReportException invalid) {
                rejections.add(piece.line(), invalid);
                if (invalid.reason() == Reason.NOT_JSON && pieces.endsAtBrokenPiece()) {
                    break;
                }
            }
        }
        return reports;
    }

    private CompletableFuture<IngestAnswer> write(
            List<WireReport> reports, Rejections rejections, MemoryBudget.Share share) {
        IngestMetrics.Waiting waiting = metrics.waiting();
        return Delivery.start(writer, reports).outcome(timeout).thenApply(outcome -> {
            share.giveBack();
            waiting.ended(outcome.acknowledged(), outcome.openLines().size());
            if (!outcome.openLines().isEmpty()) {
                throw new NotAcknowledgedException(outcome, rejections);
            }
            return new IngestAnswer(outcome.acknowledged(), rejections.first(), rejections.count());
        });
    }
}
