package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.Execution.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Every execution, each in a JSON file that is replaced as it goes on. Those older than Athena keeps them are dropped. */
final class Executions {

    private static final Logger log = LoggerFactory.getLogger(Executions.class);

    /** As long as Athena keeps a query's history. */
    private static final Duration KEPT = Duration.ofDays(45);

    private static final String SUFFIX = ".json";

    private final Path folder;
    private final Map<String, Execution> byId = new HashMap<>();
    private final Map<String, String> idByToken = new HashMap<>();

    Executions(Path folder, Clock clock) {
        this.folder = folder;
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                    load(file, clock.instant());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Athena's executions in " + folder + " must be readable", e);
        }
    }

    private void load(Path file, Instant now) throws IOException {
        try {
            Execution execution = JsonMapper.shared().readValue(Files.readAllBytes(file), Execution.class);
            if (execution.submitted().isBefore(now.minus(KEPT))) {
                Files.delete(file);
            } else {
                put(
                        execution.state().isFinal()
                                ? execution
                                : execution.failed(now, "INTERNAL_ERROR: local-aws ended while the query ran"));
            }
        } catch (JacksonException e) {
            log.warn("The execution in {} cannot be read and is left out: {}", file, e.getMessage());
        }
    }

    private void put(Execution execution) {
        byId.put(execution.id(), execution);
        idByToken.put(execution.token(), execution.id());
        try {
            Path partial = folder.resolve(execution.id() + ".partial");
            Files.write(partial, JsonMapper.shared().writeValueAsBytes(execution));
            Files.move(
                    partial,
                    folder.resolve(execution.id() + SUFFIX),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The execution " + execution.id() + " must be writeable", e);
        }
    }

    /** Adds it, unless one with the same token was added before. @return the one that is kept */
    synchronized Execution add(Execution execution) {
        String known = idByToken.get(execution.token());
        Execution earlier = known == null ? null : byId.get(known);
        if (earlier != null) {
            return earlier;
        }
        put(execution);
        return execution;
    }

    synchronized Optional<Execution> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Changes it, unless it has come to its end. @return whether it was changed */
    synchronized boolean change(String id, UnaryOperator<Execution> change) {
        Execution current = byId.get(id);
        if (current == null || current.state().isFinal()) {
            return false;
        }
        put(change.apply(current));
        return true;
    }

    /** Those of a work group, the newest first. */
    synchronized List<Execution> of(String workGroup) {
        return byId.values().stream()
                .filter(execution -> execution.workGroup().equals(workGroup))
                .sorted(Comparator.comparing(Execution::submitted).reversed().thenComparing(Execution::id))
                .toList();
    }

    synchronized long open() {
        return byId.values().stream()
                .filter(execution -> execution.state() == State.QUEUED || execution.state() == State.RUNNING)
                .count();
    }
}
