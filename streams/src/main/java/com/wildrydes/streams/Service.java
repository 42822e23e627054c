package com.wildrydes.streams;

import org.springframework.boot.SpringApplication;

/** How every service of the suite runs. */
public final class Service {

    /** The exit code of a service that could not start. */
    public static final int NOT_STARTED = 1;

    private Service() {}

    /**
     * Starts an application, or ends the process with {@link #NOT_STARTED} when that fails; Spring has said why by then. A thread
     * that a library had begun, such as the binder's that locks shards, would else keep alive a process that does nothing. When
     * the process is asked to end it works on for {@code wildrydes.drain} first (0 to 5 minutes; 0 when it is not set).
     */
    public static void run(Class<?> application, String... arguments) {
        SpringApplication spring = new SpringApplication(application);
        spring.setRegisterShutdownHook(false);
        spring.addInitializers(context -> new Draining(context).register());
        try {
            spring.run(arguments);
        } catch (RuntimeException alreadyLogged) {
            System.exit(NOT_STARTED);
        }
    }
}
