package com.wildrydes.streams.provision;

/** Ends the process so that it is started anew: the state of what runs in it cannot be trusted any more. */
@FunctionalInterface
public interface ProcessEnd {

    /** The exit code, so that a launcher can tell this end from a failure: EX_TEMPFAIL of sysexits.h. */
    int EXIT_CODE = 75;

    /** Returns at once; the application is closed and the process ends with {@link #EXIT_CODE}. */
    void end(String reason);
}
