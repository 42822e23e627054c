package com.wildrydes.producer.simulator;

/** The fleet cannot be as asked: a name flies already, or too many would. The message is fit for the caller. */
public final class FleetConflictException extends RuntimeException {

    private static final long serialVersionUID = 1;

    FleetConflictException(String message) {
        super(message);
    }
}
