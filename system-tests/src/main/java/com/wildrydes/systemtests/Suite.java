package com.wildrydes.systemtests;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The suite as it is on a laptop: local-aws and the five services from their jars, on free ports, with logs and data of its
 * own. A process that ends with {@link #RESTART_ME} is started again, as the script {@code wildrydes} does. Closed, the suite
 * stops what it started. Thread-safe.
 */
public final class Suite implements AutoCloseable {

    /** What a consumer ends with whose stream was deleted or created anew. */
    public static final int RESTART_ME = 75;

    private final SuiteOptions options;
    private final SuiteCommands commands;
    private final Map<Instance, Integer> ports = new ConcurrentHashMap<>();
    private final Map<Instance, SuiteProcess> processes = new ConcurrentSkipListMap<>();
    private final Collection<Instance> restarts = new CopyOnWriteArrayList<>();
    private final Collection<String> unexpectedEnds = new CopyOnWriteArrayList<>();
    private boolean closed;

    private Suite(SuiteOptions options) {
        this.options = options;
        this.commands = new SuiteCommands(options, this);
    }

    /** Starts one instance of every part and waits until all are ready. */
    public static Suite start(SuiteOptions options) {
        Suite suite = startLocalAws(options);
        try {
            Part.SERVICES.forEach(suite::start);
            Part.SERVICES.forEach(suite::awaitReady);
            return suite;
        } catch (RuntimeException | Error e) {
            suite.close();
            throw e;
        }
    }

    /** Starts local-aws only; services may be started one by one. */
    public static Suite startLocalAws(SuiteOptions options) {
        try {
            Files.createDirectories(options.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Suite suite = new Suite(options);
        try {
            suite.start(Part.LOCAL_AWS);
            suite.awaitReady(Part.LOCAL_AWS);
            return suite;
        } catch (RuntimeException | Error e) {
            suite.close();
            throw e;
        }
    }

    public SuiteOptions options() {
        return options;
    }

    public void start(Part part) {
        start(Instance.of(part));
    }

    /** Starts a process, on the same port as before when it has run already. It must not run now. */
    public synchronized SuiteProcess start(Instance instance) {
        if (closed) {
            throw new IllegalStateException("The suite must be open to start " + instance + ", but was closed");
        }
        if (isAlive(instance)) {
            throw new IllegalStateException(instance + " must not run when it is started, but did");
        }
        SuiteProcess process = SuiteProcess.start(
                instance.toString(), commands.of(instance), commands.environment(instance), log(instance));
        processes.put(instance, process);
        process.onEndByItself(code -> endedByItself(instance, process, code));
        return process;
    }

    private synchronized void endedByItself(Instance instance, SuiteProcess process, int code) {
        if (closed || processes.get(instance) != process) {
            return;
        }
        if (code == RESTART_ME) {
            restarts.add(instance);
            start(instance);
        } else {
            unexpectedEnds.add(instance + " ended by itself with exit code " + code + ", see " + log(instance));
        }
    }

    public void awaitReady(Part part) {
        awaitReady(Instance.of(part));
    }

    public void awaitReady(Instance instance) {
        String path = instance.part() == Part.LOCAL_AWS ? "/_local-aws/health" : "/actuator/health/readiness";
        process(instance).awaitReady(uri(instance, path));
    }

    public SuiteProcess process(Part part) {
        return process(Instance.of(part));
    }

    /** The newest process of an instance, whether it still runs or not. */
    public SuiteProcess process(Instance instance) {
        return requireNonNull(processes.get(instance), () -> instance + " was never started");
    }

    public boolean isAlive(Instance instance) {
        SuiteProcess process = processes.get(instance);
        return process != null && process.isAlive();
    }

    /** What was ever started, in order. */
    public List<Instance> instances() {
        return List.copyOf(processes.keySet());
    }

    /** Who ended with {@link #RESTART_ME} and was started again, once for each time. */
    public List<Instance> restarts() {
        return List.copyOf(restarts);
    }

    /** Processes that ended without having been asked to and with another code than {@link #RESTART_ME}. */
    public List<String> unexpectedEnds() {
        return List.copyOf(unexpectedEnds);
    }

    /** Where a part answers, without the front door. */
    public URI uri(Part part, String path) {
        return uri(Instance.of(part), path);
    }

    public URI uri(Instance instance, String path) {
        return URI.create("http://127.0.0.1:" + port(instance) + path);
    }

    int port(Instance instance) {
        return ports.computeIfAbsent(instance, first -> FreePorts.next());
    }

    /** Where people and browsers knock. */
    public URI door(String path) {
        return uri(Part.DASHBOARD, path);
    }

    /** Where AWS is played. */
    public URI aws() {
        return options.aws().orElseGet(() -> uri(Part.LOCAL_AWS, ""));
    }

    public Path log(Instance instance) {
        return options.folder().resolve(instance + ".log");
    }

    /** Services first, local-aws last, as {@code ./wildrydes up} does. */
    @Override
    public void close() {
        List<SuiteProcess> services = new ArrayList<>();
        List<SuiteProcess> localAws = new ArrayList<>();
        synchronized (this) {
            closed = true;
            processes.forEach(
                    (instance, process) -> (instance.part() == Part.LOCAL_AWS ? localAws : services).add(process));
        }
        services.forEach(SuiteProcess::requestStop);
        services.forEach(SuiteProcess::stop);
        localAws.forEach(SuiteProcess::stop);
    }
}
