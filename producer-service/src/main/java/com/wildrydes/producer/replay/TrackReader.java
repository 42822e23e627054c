package com.wildrydes.producer.replay;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import org.springframework.util.unit.DataSize;

/** Reads uploads, within their limits. One is read at a time, as one may take much memory while it is read. Thread-safe. */
public final class TrackReader {

    private final DataSize maxUpload;
    private final int maxPoints;
    private final Clock clock;

    public TrackReader(ReplayProperties limits, Clock clock) {
        this.maxUpload = limits.maxUploadSize();
        this.maxPoints = limits.maxPoints();
        this.clock = clock;
    }

    /** @throws InvalidTrackException when it is no GPX, or no point of it can be flown */
    Recording readGpx(InputStream gpx, ReplayRequest how) throws IOException {
        how.check();
        byte[] bytes = limited(gpx);
        synchronized (this) {
            return GpxTrack.read(bytes, how.vehicleName(), how.metresPerSecond(), recording());
        }
    }

    /** @throws InvalidTrackException when it is no CSV, or no row of it can be flown */
    Recording readCsv(InputStream csv, ReplayRequest how) throws IOException {
        how.check();
        byte[] bytes = limited(csv);
        synchronized (this) {
            return CsvTrack.read(bytes, how.columns(), how.prefix(), recording());
        }
    }

    private byte[] limited(InputStream upload) throws IOException {
        int most = (int) maxUpload.toBytes();
        byte[] bytes = upload.readNBytes(most + 1);
        if (bytes.length > most) {
            throw new UploadTooLargeException(maxUpload);
        }
        return bytes;
    }

    private RecordingBuilder recording() {
        return new RecordingBuilder(maxPoints, clock.instant());
    }
}
