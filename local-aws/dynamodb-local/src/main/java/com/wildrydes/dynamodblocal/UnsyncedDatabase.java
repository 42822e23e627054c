package com.wildrydes.dynamodblocal;

import com.almworks.sqlite4java.SQLiteConnection;
import com.almworks.sqlite4java.SQLiteException;
import com.almworks.sqlite4java.SQLiteJob;
import java.io.File;
import software.amazon.dynamodb.services.local.shared.access.sqlite.SQLiteDBAccess;

/**
 * DynamoDB Local's database, whose commits do not wait until the disk has them: two waits for each item would take most of its
 * time. What is committed outlives this process however it ends, for the system has it; it does not outlive the machine's power.
 */
final class UnsyncedDatabase extends SQLiteDBAccess {

    UnsyncedDatabase(File file) {
        super(file);
        queue.execute(new SQLiteJob<Void>() {
                    @Override
                    protected Void job(SQLiteConnection connection) throws SQLiteException {
                        connection.exec("PRAGMA synchronous = OFF");
                        // Kept and written over, instead of made and deleted for each commit.
                        connection.exec("PRAGMA journal_mode = PERSIST");
                        return null;
                    }
                })
                .complete();
    }
}
