package com.wildrydes.archive.queries;

import com.wildrydes.archive.ArchiveProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;

/** Creates the workgroup where it is missing, and the database, table and view, by Athena's API alone. */
final class AthenaProvisioner {

    private static final long POLL_MILLIS = 50;
    private static final Logger log = LoggerFactory.getLogger(AthenaProvisioner.class);

    private final AthenaClient athena;
    private final ArchiveProperties properties;

    AthenaProvisioner(AthenaClient athena, ArchiveProperties properties) {
        this.athena = athena;
        this.properties = properties;
    }

    void provision() throws InterruptedException {
        createWorkGroup();
        for (String statement : AthenaSchema.statements(properties.athena().database(), properties.bucket())) {
            run(statement);
        }
        log.info(
                "Athena knows the archive as the database {}",
                properties.athena().database());
    }

    private void createWorkGroup() {
        String name = properties.athena().workgroup();
        try {
            athena.createWorkGroup(create -> create.name(name)
                    .description("Wild Rydes: SQL over the archived reports")
                    .configuration(settings -> settings.enforceWorkGroupConfiguration(true)
                            .bytesScannedCutoffPerQuery(
                                    properties.athena().maxScanned().toBytes())
                            .resultConfiguration(result -> result.outputLocation(properties.resultLocation()))));
            log.info("Created the workgroup {}", name);
        } catch (InvalidRequestException e) {
            // Athena has no error of its own for a workgroup that is there; this fails when it is not.
            athena.getWorkGroup(get -> get.workGroup(name));
        }
    }

    private void run(String statement) throws InterruptedException {
        String id = athena.startQueryExecution(start -> start.queryString(statement)
                        .workGroup(properties.athena().workgroup()))
                .queryExecutionId();
        QueryExecutionStatus status = status(id);
        while (status.state() == QueryExecutionState.QUEUED || status.state() == QueryExecutionState.RUNNING) {
            Thread.sleep(POLL_MILLIS);
            status = status(id);
        }
        if (status.state() != QueryExecutionState.SUCCEEDED) {
            throw new IllegalStateException(
                    "Athena must run \"" + statement.lines().findFirst().orElse("") + "…\", but it is "
                            + status.stateAsString() + ": " + status.stateChangeReason());
        }
    }

    private QueryExecutionStatus status(String id) {
        return athena.getQueryExecution(get -> get.queryExecutionId(id))
                .queryExecution()
                .status();
    }
}
