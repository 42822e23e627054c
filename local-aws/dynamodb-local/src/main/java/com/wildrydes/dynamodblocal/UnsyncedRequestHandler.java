package com.wildrydes.dynamodblocal;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Executors;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;
import software.amazon.dynamodb.services.local.shared.access.LocalDBClient;
import software.amazon.dynamodb.services.local.shared.jobs.JobsRegister;

/** Answers every region and access key from one {@link UnsyncedDatabase}. */
final class UnsyncedRequestHandler extends LocalDynamoDBRequestHandler {

    /** What the library calls the one database when there is only one. */
    private static final String SHARED = "shared-local-instance";

    /** As many as the library takes. */
    private static final int JOBS_AT_ONCE = 10;

    /** @throws ReflectiveOperationException when the library keeps its databases elsewhere than in the version that this is made for */
    UnsyncedRequestHandler(Path data) throws Exception {
        super(0, false, data.toString(), true, false);
        var database =
                new UnsyncedDatabase(data.resolve(SHARED + DB_FILE_EXTENSION).toFile());
        databases()
                .put(
                        SHARED,
                        new LocalDBClient(
                                database, new JobsRegister(Executors.newFixedThreadPool(JOBS_AT_ONCE), false)));
    }

    /** The library offers no way to hand it a database, but takes one that it finds there. */
    @SuppressWarnings("unchecked")
    private Map<String, AmazonDynamoDBLocal> databases() throws ReflectiveOperationException {
        Field field = LocalDynamoDBRequestHandler.class.getDeclaredField("dbRequestHandlers");
        field.setAccessible(true);
        return (Map<String, AmazonDynamoDBLocal>) field.get(this);
    }
}
