package com.wildrydes.localaws.athena.engine;

import com.wildrydes.localaws.athena.engine.QueryOutcome.Failed;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The main class of a query's process. Over its standard input and output: takes a {@link QueryJob}, answers {@link QueryNeeds}, takes
 * {@link QueryFiles}, answers a {@link QueryOutcome}; or takes a {@link CompactionJob} and answers a {@link QueryOutcome}. Ends at once when its input does, as when its parent has died.
 */
public final class QueryProcess {

    private QueryProcess() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        ObjectOutputStream answers = new ObjectOutputStream(new BufferedOutputStream(System.out));
        // The stream's header, which the other side waits for.
        answers.flush();
        // Whatever libraries print must not come between.
        System.setOut(System.err);
        BlockingQueue<Object> messages = new LinkedBlockingQueue<>();
        InputStream input = System.in;
        Thread reader = new Thread(() -> read(input, messages), "messages");
        reader.setDaemon(true);
        reader.start();

        try {
            Object job = messages.take();
            if (job instanceof CompactionJob compaction) {
                send(Compactor.run(compaction), answers);
            } else {
                query((QueryJob) job, messages, answers);
            }
        } catch (SQLException | IOException | RuntimeException e) {
            send(new Failed(EngineErrors.asAthena(String.valueOf(e.getMessage()))), answers);
        }
        Runtime.getRuntime().halt(0);
    }

    private static void query(QueryJob job, BlockingQueue<Object> messages, ObjectOutputStream answers)
            throws SQLException, IOException, InterruptedException {
        try (Session session = new Session(job)) {
            send(session.plan(), answers);
            send(session.run((QueryFiles) messages.take()), answers);
        }
    }

    private static void send(Object message, ObjectOutputStream to) throws IOException {
        to.writeObject(message);
        to.flush();
    }

    private static void read(InputStream input, BlockingQueue<Object> messages) {
        try (ObjectInputStream in = new ObjectInputStream(input)) {
            while (true) {
                messages.put(in.readObject());
            }
        } catch (IOException | ClassNotFoundException | InterruptedException e) {
            Runtime.getRuntime().halt(3);
        }
    }
}
