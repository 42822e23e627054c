package com.wildrydes.producer.replay;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The limits of {@code /api/replays}.
 *
 * @param maxUploadSize the largest upload. A GPX file of 10 MB with extensions takes 75 MB while it is read
 * @param maxPoints how many points all replays that fly may hold in memory together, at about 100 bytes each
 */
public record ReplayProperties(
        @DefaultValue("8MB") DataSize maxUploadSize,
        @DefaultValue("300000") int maxPoints) {

    private static final DataSize GREATEST_UPLOAD = DataSize.ofMegabytes(256);

    public ReplayProperties {
        if (maxUploadSize.toBytes() < 1 || maxUploadSize.compareTo(GREATEST_UPLOAD) > 0) {
            throw new IllegalArgumentException(
                    "wildrydes.replay.max-upload-size must be between 1B and 256MB, but was " + maxUploadSize);
        }
        if (maxPoints < 1) {
            throw new IllegalArgumentException("wildrydes.replay.max-points must be at least 1, but was " + maxPoints);
        }
    }
}
