package com.wildrydes.localaws.athena;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's processes that run, each with a folder of its own. Safe for use by many threads. */
final class EngineProcesses implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EngineProcesses.class);

    private final Path engineFolder;
    private final Path workFolders;
    private final Map<String, EngineProcess> running = new ConcurrentHashMap<>();
    private volatile boolean closed;
    private @Nullable EngineFiles files;

    /** @param root in which the engine is unpacked, and the processes have their folders */
    EngineProcesses(Path root) {
        engineFolder = root.resolve("engine");
        workFolders = root.resolve("work");
        delete(workFolders);
    }

    /** What is done with a process and its folder. */
    interface Use<T> {
        T with(EngineProcess engine, Path folder) throws IOException;
    }

    /** Starts a process, and ends it when the use has returned. */
    <T> T with(String id, EngineLimits limits, Use<T> use) throws IOException {
        Path folder = Files.createDirectories(workFolders.resolve(id));
        try (EngineProcess engine = EngineProcess.start(files(), limits, folder)) {
            running.put(id, engine);
            if (closed) {
                throw new IOException("No process starts while local-aws ends");
            }
            return use.with(engine, folder);
        } finally {
            running.remove(id);
            delete(folder);
        }
    }

    /** Ends the process, if it runs. */
    void end(String id) {
        EngineProcess engine = running.get(id);
        if (engine != null) {
            engine.close();
        }
    }

    /** Unpacked for the first process: a local-aws that is asked for none should start fast and stay small. */
    private synchronized EngineFiles files() {
        EngineFiles unpacked = files;
        if (unpacked == null) {
            unpacked = EngineFiles.prepare(engineFolder);
            files = unpacked;
        }
        return unpacked;
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> found = Files.walk(folder)) {
            for (Path file : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("{} could not be removed: {}", folder, e.toString());
        }
    }

    @Override
    public void close() {
        closed = true;
        running.values().forEach(EngineProcess::close);
    }
}
