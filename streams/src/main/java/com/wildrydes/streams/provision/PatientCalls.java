package com.wildrydes.streams.provision;

import com.wildrydes.streams.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls at a start: made until they succeed, for that AWS is throttling or out of reach just now is no reason to end. The log
 * says why a start takes so long.
 */
final class PatientCalls {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(5));
    private static final Logger LOG = LoggerFactory.getLogger(PatientCalls.class);

    private PatientCalls() {}

    /** @param what this process must do, for the log */
    static <T> T call(String what, Call<T> call) throws InterruptedException {
        for (int failures = 1; ; failures++) {
            try {
                return call.call();
            } catch (RuntimeException e) {
                if (Integer.bitCount(failures) == 1) {
                    LOG.warn(
                            "Must {} to start, but failed {} times in a row; it is tried again: {}",
                            what,
                            failures,
                            (e.getCause() == null ? e : e.getCause()).toString());
                }
            }
            Thread.sleep(BACKOFF.delay(failures, ThreadLocalRandom.current()).toMillis());
        }
    }

    interface Call<T> {
        T call() throws InterruptedException;
    }
}
