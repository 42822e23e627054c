package com.wildrydes.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/** Runs statements through Athena's API, one at a time, and waits for their results. */
final class AthenaQueries implements AutoCloseable {

    private static final long POLL_MILLIS = 10;

    private final AthenaClient athena;
    private final String bucket;

    AthenaQueries(AthenaClient athena, String bucket) {
        this.athena = athena;
        this.bucket = bucket;
    }

    /**
     * @param rows the first of which are the columns' names
     * @param seconds from the call that starts the statement until the last row is here
     */
    record Answer(List<List<String>> rows, long scannedBytes, double seconds) {}

    Answer run(String sql) throws InterruptedException {
        long began = System.nanoTime();
        String id = athena.startQueryExecution(b -> b.queryString(sql)
                        .queryExecutionContext(c -> c.database("wildrydes"))
                        .resultConfiguration(r -> r.outputLocation("s3://" + bucket + "/athena-results/")))
                .queryExecutionId();
        QueryExecution execution = get(id);
        while (execution.status().completionDateTime() == null) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            execution = get(id);
        }
        if (execution.status().state() != QueryExecutionState.SUCCEEDED) {
            throw new IllegalStateException(
                    sql + " must succeed: " + execution.status().stateChangeReason());
        }
        List<List<String>> rows = new ArrayList<>();
        athena.getQueryResultsPaginator(b -> b.queryExecutionId(id))
                .forEach(page -> page.resultSet()
                        .rows()
                        .forEach(row -> rows.add(
                                row.data().stream().map(Datum::varCharValue).toList())));
        return new Answer(rows, execution.statistics().dataScannedInBytes(), (System.nanoTime() - began) / 1e9);
    }

    private QueryExecution get(String id) {
        return athena.getQueryExecution(b -> b.queryExecutionId(id)).queryExecution();
    }

    @Override
    public void close() {
        athena.close();
    }
}
