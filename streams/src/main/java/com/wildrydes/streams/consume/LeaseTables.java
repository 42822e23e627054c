package com.wildrydes.streams.consume;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;
import software.amazon.kinesis.common.StreamConfig;
import software.amazon.kinesis.coordinator.CoordinatorState;
import software.amazon.kinesis.coordinator.CoordinatorStateDAO;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.coordinator.migration.ClientVersion;
import software.amazon.kinesis.coordinator.migration.MigrationState;
import software.amazon.kinesis.leases.LeaseRefresher;
import software.amazon.kinesis.leases.exceptions.DependencyException;
import software.amazon.kinesis.leases.exceptions.LeasingException;
import software.amazon.kinesis.lifecycle.TaskResult;

/**
 * KCL's two tables, made ready before it starts: by itself it waits for up to a minute where they are new. What it finds
 * ready it uses as it is. Any number of workers may do this at the same time.
 */
final class LeaseTables {

    private static final String STREAM_KEY = "WildRydesStream";
    private static final String CREATED = "created";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(LeaseTables.class);

    private final Scheduler kcl;
    private final Instant streamCreated;
    private final DynamoDbAsyncClient dynamoDb;
    private final LeaseRefresher leases;
    private final CoordinatorStateDAO states;

    LeaseTables(Scheduler kcl, Instant streamCreated) {
        this.kcl = kcl;
        this.streamCreated = streamCreated;
        this.dynamoDb = kcl.leaseManagementConfig().dynamoDBClient();
        this.leases = kcl.leaseRefresher();
        this.states = new CoordinatorStateDAO(dynamoDb, kcl.coordinatorConfig().coordinatorStateTableConfig());
    }

    void prepare() throws LeasingException, InterruptedException {
        String stateTable =
                kcl.coordinatorConfig().coordinatorStateTableConfig().tableName();
        create(kcl.leaseManagementConfig().tableName(), "leaseKey");
        create(stateTable, CoordinatorState.COORDINATOR_STATE_TABLE_HASH_KEY_ATTRIBUTE_NAME);
        letWorkersTakeLeasesThemselves(stateTable);
        forgetAnotherStream(stateTable);
        if (leases.isLeaseTableEmpty()) {
            makeLeases();
        }
    }

    private void create(String table, String key) throws InterruptedException {
        @Nullable TableStatus status = status(table);
        while (status != TableStatus.ACTIVE && status != TableStatus.UPDATING) {
            if (status == null) {
                createNow(table, key);
            }
            Thread.sleep(POLL.toMillis());
            status = status(table);
        }
    }

    private @Nullable TableStatus status(String table) {
        try {
            return dynamoDb.describeTable(request -> request.tableName(table))
                    .join()
                    .table()
                    .tableStatus();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ResourceNotFoundException) {
                return null;
            }
            throw e;
        }
    }

    private void createNow(String table, String key) {
        try {
            dynamoDb.createTable(request -> request.tableName(table)
                            .billingMode(BillingMode.PAY_PER_REQUEST)
                            .attributeDefinitions(a -> a.attributeName(key).attributeType(ScalarAttributeType.S))
                            .keySchema(k -> k.attributeName(key).keyType(KeyType.HASH)))
                    .join();
            LOG.info("Created the table {}", table);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof ResourceInUseException)) { // else another worker was faster
                throw e;
            }
        }
    }

    /**
     * KCL 3 lets one worker assign the leases, and needs up to two and a half minutes to replace it when it dies; that time
     * cannot be set. In its mode for applications of KCL 2 every worker takes its leases itself.
     */
    private void letWorkersTakeLeasesThemselves(String table) throws LeasingException {
        String worker = kcl.leaseManagementConfig().workerIdentifier();
        MigrationState wanted = new MigrationState(MigrationState.MIGRATION_HASH_KEY, worker)
                .update(ClientVersion.CLIENT_VERSION_2X, worker);
        if (states.createCoordinatorStateIfNotExists(wanted)) {
            return;
        }
        CoordinatorState found = states.getCoordinatorState(MigrationState.MIGRATION_HASH_KEY);
        if (!(found instanceof MigrationState state) || state.getClientVersion() != ClientVersion.CLIENT_VERSION_2X) {
            LOG.warn(
                    "KCL should let workers take leases themselves, but the table {} says {}: shards of a worker that dies may"
                            + " wait for minutes. Delete the table while no worker runs",
                    table,
                    found);
        }
    }

    /** Positions in a stream that was deleted and created anew mean nothing, and KCL does not notice. */
    private void forgetAnotherStream(String table) throws LeasingException {
        AttributeValue created = AttributeValue.fromN(Long.toString(streamCreated.toEpochMilli()));
        CoordinatorState wanted = CoordinatorState.builder()
                .key(STREAM_KEY)
                .attributes(Map.of(CREATED, created))
                .build();
        if (states.createCoordinatorStateIfNotExists(wanted)) {
            return;
        }
        CoordinatorState found = states.getCoordinatorState(STREAM_KEY);
        if (found != null && !Objects.equals(found.getAttributes().get(CREATED), created)) {
            LOG.info("The stream was created anew at {}: the leases of the old one are deleted", streamCreated);
            // In this order: a worker that dies in between is followed by one that does both.
            leases.deleteAll();
            dynamoDb.putItem(request -> request.tableName(table)
                            .item(Map.of(
                                    CoordinatorState.COORDINATOR_STATE_TABLE_HASH_KEY_ATTRIBUTE_NAME,
                                    AttributeValue.fromS(STREAM_KEY),
                                    CREATED,
                                    created)))
                    .join();
        }
    }

    /** As KCL does it, which first waits for up to 30 s lest workers do it at the same time; that costs them a few calls. */
    private void makeLeases() throws DependencyException {
        for (StreamConfig stream : kcl.currentStreamConfigMap().values()) {
            TaskResult result = kcl.shardSyncTaskManagerProvider().apply(stream).callShardSyncTask();
            if (result.getException() != null) {
                throw new DependencyException(result.getException());
            }
        }
    }
}
