package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.engine.CompactionJob;
import com.wildrydes.localaws.athena.engine.CompactionJob.Part;
import com.wildrydes.localaws.athena.engine.QueryJob.TableSource;
import com.wildrydes.localaws.athena.sql.SqlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes Parquet for partitions that queries have read and that nothing more is expected for, in the background, one partition at a
 * time and with one thread. What a file stands for is in its name, so that one left over from a kill does no harm, and a partition that
 * changes all the same is read from its objects again.
 */
final class ClosedPartitions implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ClosedPartitions.class);

    private static final EngineLimits LIMITS = new EngineLimits(256, 800, 1, 1, Duration.ofMinutes(30));

    private final EngineProcesses engines;
    private final Path dataFolder;
    /** Targets that were asked for; those that failed are asked for again after a restart only. */
    private final Set<Path> asked = ConcurrentHashMap.newKeySet();

    private final Map<Path, Path> written = new ConcurrentHashMap<>();
    private final ReadWriteLock files = new ReentrantReadWriteLock();
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "athena-compaction");
        thread.setDaemon(true);
        return thread;
    });

    ClosedPartitions(EngineProcesses engines, Path dataFolder) {
        this.engines = engines;
        this.dataFolder = dataFolder;
    }

    interface Reading<T> {
        T read() throws IOException;
    }

    /** Reads; no file of the data folder is removed meanwhile. */
    <T> T whileReading(Reading<T> reading) throws IOException {
        files.readLock().lock();
        try {
            return reading.read();
        } finally {
            files.readLock().unlock();
            removeReplaced();
        }
    }

    /** Has the rows of the partitions written, of each what its files hold. Returns at once. */
    void write(TableSource table, Map<Path, List<Path>> filesByTarget) {
        Map<Path, List<Path>> wanted = new LinkedHashMap<>(filesByTarget);
        wanted.keySet().removeIf(target -> !asked.add(target));
        if (wanted.isEmpty()) {
            return;
        }
        try {
            executor.execute(() -> run(table, wanted));
        } catch (RejectedExecutionException e) {
            log.debug("Not written, as it ends: {}", wanted.keySet());
        }
    }

    private void run(TableSource table, Map<Path, List<Path>> wanted) {
        List<Part> parts = wanted.entrySet().stream()
                .map(part -> new Part(
                        part.getValue().stream().map(Path::toString).toList(),
                        part.getKey().toString()))
                .toList();
        try {
            files.readLock().lock();
            try {
                engines.with(
                        "compaction",
                        LIMITS,
                        (engine, folder) -> engine.compact(new CompactionJob(
                                table,
                                parts,
                                dataFolder.toString(),
                                folder.toString(),
                                LIMITS.memoryMebibytes(),
                                LIMITS.threads())));
            } finally {
                files.readLock().unlock();
            }
        } catch (IOException | SqlException e) {
            log.info("Partitions of {} stay as they are: {}", table.name(), e.getMessage());
        }
        wanted.keySet().stream().filter(Files::exists).forEach(target -> written.put(target.getParent(), target));
        removeReplaced();
    }

    /** What lay beside a file that was written since, unless a query may be reading it: then the next one to end does it. */
    private void removeReplaced() {
        if (written.isEmpty() || !files.writeLock().tryLock()) {
            return;
        }
        try {
            for (Path folder : written.keySet()) {
                Path target = written.remove(folder);
                if (target != null) {
                    removeAllBut(target, folder);
                }
            }
        } finally {
            files.writeLock().unlock();
        }
    }

    private static void removeAllBut(Path target, Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(file -> !file.equals(target)).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.info("What {} replaces could not be removed: {}", target, e.toString());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
