package com.wildrydes.streams;

import org.springframework.boot.SpringApplication;

/** How every service of the suite runs. */
public final class Service {

    /** The exit code of a service that could not start. */
    public static final int NOT_STARTED = 1;

    private Service() {}

    /**
     * Starts an application, or ends the process with {@link #NOT_STARTED} when that fails; Spring has said why by then. A thread
     * that a library had begun, such as the binder's that locks shards, would else keep alive a process that does nothing.
     */
    public static void run(Class<?> application, String... arguments) {
        try {
            SpringApplication.run(application, arguments);
        } catch (RuntimeException alreadyLogged) {
            System.exit(NOT_STARTED);
        }
    }
}
