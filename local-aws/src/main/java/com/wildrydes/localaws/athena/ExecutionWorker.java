package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.CatalogueStatements.Answer;
import com.wildrydes.localaws.athena.Execution.StatementType;
import com.wildrydes.localaws.athena.catalogue.Catalogue;
import com.wildrydes.localaws.athena.catalogue.Column;
import com.wildrydes.localaws.athena.catalogue.View;
import com.wildrydes.localaws.athena.catalogue.WorkGroup;
import com.wildrydes.localaws.athena.engine.QueryJob;
import com.wildrydes.localaws.athena.sql.Parameters;
import com.wildrydes.localaws.athena.sql.SqlException;
import com.wildrydes.localaws.athena.sql.Statement;
import com.wildrydes.localaws.athena.sql.StatementParser;
import com.wildrydes.localaws.objects.ObjectAddress;
import com.wildrydes.localaws.objects.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs executions, some at a time, and writes their results to S3. */
final class ExecutionWorker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ExecutionWorker.class);

    private static final int AT_A_TIME = 2;

    private final Executions executions;
    private final Catalogue catalogue;
    private final ObjectStore objects;
    private final QueryRunner queries;
    private final CatalogueStatements statements;
    private final EngineLimits limits;
    private final Clock clock;
    private final EngineProcesses engines;
    private final ExecutorService reading = executor("athena-query", AT_A_TIME);
    /** Of the rest, which is over soon: it need not wait for queries that read for long. Athena has two queues too. */
    private final ExecutorService defining = executor("athena-statement", 1);

    ExecutionWorker(
            Executions executions,
            Catalogue catalogue,
            ObjectStore objects,
            EngineLimits limits,
            Clock clock,
            Path root) {
        this.executions = executions;
        this.catalogue = catalogue;
        this.objects = objects;
        this.limits = limits;
        this.clock = clock;
        engines = new EngineProcesses(root);
        queries = new QueryRunner(catalogue, objects, new ObjectCache(root.resolve("cache"), objects), engines, clock);
        statements = new CatalogueStatements(catalogue, objects, clock);
    }

    private static ExecutorService executor(String name, int threads) {
        return Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    void submit(Execution execution) {
        (execution.type() == StatementType.DML ? reading : defining).execute(() -> run(execution));
    }

    /** Ends the execution now, if it has not ended. */
    void cancel(String id) {
        executions.change(id, execution -> execution.cancelled(clock.instant()));
        engines.end(id);
    }

    private void run(Execution execution) {
        if (!executions.change(execution.id(), queued -> queued.running(clock.instant()))) {
            return;
        }
        String failure;
        try {
            String sql = execution.parameters().isEmpty()
                    ? execution.sql()
                    : Parameters.bind(execution.sql(), execution.parameters());
            Statement statement = StatementParser.parse(sql, execution.database());
            if (statement instanceof Statement.Query query) {
                query(execution, query.sql());
            } else {
                catalogue(execution, statement);
            }
            return;
        } catch (SqlException e) {
            failure = String.valueOf(e.getMessage());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            failure = "INTERNAL_ERROR: " + e.getMessage();
            if (!isOver(execution.id())) {
                log.warn("The query {} failed", execution.id(), e);
            }
        }
        String why = failure;
        executions.change(execution.id(), running -> running.failed(clock.instant(), why));
    }

    private boolean isOver(String id) {
        return executions.find(id).map(now -> now.state().isFinal()).orElse(false);
    }

    private void query(Execution execution, String sql) throws IOException {
        long scannedLimit = catalogue
                .workGroup(execution.workGroup())
                .map(WorkGroup::scannedBytesLimit)
                .orElse(0L);
        engines.with(execution.id(), limits, (engine, folder) -> {
            if (isOver(execution.id())) {
                // Stopped before there was a process to end.
                return List.of();
            }
            QueryRunner.Result result = queries.run(sql, execution.database(), scannedLimit, engine, limits, folder);
            objects.put(
                    ObjectAddress.parse(execution.outputLocation()),
                    folder.resolve(QueryJob.RESULT),
                    "application/octet-stream");
            List<Column> columns = result.outcome().columns().stream()
                    .map(column -> new Column(column.name(), column.type()))
                    .toList();
            executions.change(
                    execution.id(), running -> running.succeeded(clock.instant(), result.scannedBytes(), columns));
            return columns;
        });
    }

    private void catalogue(Execution execution, Statement statement) throws IOException {
        Answer answer = statements.run(statement, view -> columns(execution, view));
        byte[] lines = answer.lines().stream()
                .reduce(new StringBuilder(), (text, line) -> text.append(line).append('\n'), StringBuilder::append)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        objects.put(ObjectAddress.parse(execution.outputLocation()), lines, "text/plain");
        executions.change(execution.id(), running -> running.succeeded(clock.instant(), 0, answer.columns()));
    }

    private List<Column> columns(Execution execution, View view) throws IOException {
        return engines.with(
                execution.id(),
                limits,
                (engine, folder) -> queries.columns(view.sql(), view.name().database(), engine, limits, folder));
    }

    @Override
    public void close() {
        reading.shutdownNow();
        defining.shutdownNow();
        engines.close();
        queries.close();
    }
}
