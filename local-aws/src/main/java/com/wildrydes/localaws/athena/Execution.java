package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.catalogue.Column;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a statement, as far as it has come.
 *
 * @param outputLocation the address of its result's file
 * @param token what the client made its call unique by
 * @param reason why it failed; null otherwise
 * @param columns of its result; empty until there is one
 */
record Execution(
        String id,
        String sql,
        List<String> parameters,
        String database,
        String workGroup,
        String outputLocation,
        String token,
        StatementType type,
        State state,
        @Nullable String reason,
        Instant submitted,
        @Nullable Instant started,
        @Nullable Instant completed,
        long scannedBytes,
        List<Column> columns) {

    /** Athena's states. */
    enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED;

        boolean isFinal() {
            return this != QUEUED && this != RUNNING;
        }
    }

    /** Athena's kinds of statements. */
    enum StatementType {
        DDL,
        DML,
        UTILITY
    }

    Execution {
        parameters = List.copyOf(parameters);
        columns = List.copyOf(columns);
    }

    Execution running(Instant now) {
        return with(State.RUNNING, null, now, null, 0, List.of());
    }

    Execution succeeded(Instant now, long scanned, List<Column> result) {
        return with(State.SUCCEEDED, null, started, now, scanned, result);
    }

    Execution failed(Instant now, String why) {
        return with(State.FAILED, why, started, now, 0, List.of());
    }

    Execution cancelled(Instant now) {
        return with(State.CANCELLED, "Query cancelled by user", started, now, 0, List.of());
    }

    private Execution with(
            State next,
            @Nullable String why,
            @Nullable Instant start,
            @Nullable Instant end,
            long scanned,
            List<Column> result) {
        return new Execution(
                id,
                sql,
                parameters,
                database,
                workGroup,
                outputLocation,
                token,
                type,
                next,
                why,
                submitted,
                start,
                end,
                scanned,
                result);
    }
}
