package com.wildrydes.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Many clients on one thread, and what they saw. Some of them may read nothing. */
final class FleetClients implements AutoCloseable, FleetClient.Listener {

    /** One in so many reads the rows. */
    private static final int WATCHING = 100;

    /** Small, so that it is soon full; a socket that reads has as much as the system likes. */
    private static final int DEAF_RECEIVE_BYTES = 4096;

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int KNOWN_MESSAGES = 1000;
    private static final int WRONG_TOLD = 20;

    private final InetSocketAddress server;
    private final Selector selector = Selector.open();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final Queue<FutureTask<?>> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "clients");
    private final List<FleetClient> reading = new ArrayList<>();
    private final List<FleetClient> deaf = new ArrayList<>();

    /** The length of each message by its seq and from: all clients get the same. */
    private final Map<List<Long>, Long> lengths = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<Long>, Long> eldest) {
            return size() > KNOWN_MESSAGES;
        }
    };

    private Delays delays = new Delays();
    private Delays ages = new Delays();
    private long bytes;
    private int wrong;
    private int dropped;
    private volatile boolean closed;

    FleetClients(InetSocketAddress server) throws IOException {
        this.server = server;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What happened since the last such question.
     *
     * @param delays from the server's time in a message to its arrival
     * @param ages from the newest StatusTime in a message to its arrival, of the clients that watch
     * @param least the messages of the client that got the fewest
     * @param median the messages of the client in the middle
     * @param bytes of all messages
     * @param dropped how often one that reads nothing was dropped by the server, and came back
     */
    record Seen(Delays delays, Delays ages, int least, int median, long bytes, int dropped) {}

    Seen seen() throws InterruptedException {
        return call(() -> {
            int[] messages = reading.stream()
                    .mapToInt(FleetClient::takeMessages)
                    .sorted()
                    .toArray();
            Seen seen = new Seen(delays, ages, messages[0], messages[messages.length / 2], bytes, dropped);
            delays = new Delays();
            ages = new Delays();
            bytes = 0;
            dropped = 0;
            return seen;
        });
    }

    /** Adds clients that read, until there are so many. */
    void connect(int count) throws InterruptedException {
        for (boolean more = true; more; ) {
            more = call(() -> {
                if (reading.size() < count) {
                    FleetClient client = FleetClient.connect(server, 0, reading.size() % WATCHING == 0, this);
                    reading.add(client);
                    client.channel().register(selector, SelectionKey.OP_READ, client);
                }
                return reading.size() < count;
            });
        }
    }

    /** How many clients have their first message. */
    long greeted() throws InterruptedException {
        return call(() -> reading.stream().filter(client -> client.seq() >= 0).count());
    }

    /** Puts clients that read nothing into the place of the last ones that read. */
    void deafen(int count) throws InterruptedException {
        call(() -> {
            for (int i = 0; i < count; i++) {
                reading.remove(reading.size() - 1).close();
                deaf.add(FleetClient.connect(server, DEAF_RECEIVE_BYTES, false, this));
            }
            return count;
        });
    }

    /** Lets those whom the server has dropped because they read nothing come back. */
    void returnDropped() throws InterruptedException {
        call(() -> {
            for (int i = 0; i < deaf.size(); i++) {
                try {
                    deaf.get(i).pong();
                } catch (IOException e) {
                    dropped++;
                    deaf.get(i).close();
                    deaf.set(i, FleetClient.connect(server, DEAF_RECEIVE_BYTES, false, this));
                }
            }
            return deaf.size();
        });
    }

    /** Whether all who read have the same seq, and those who watch each unicorn's last report. */
    boolean allHave(Map<String, Long> health) throws InterruptedException {
        return call(() -> {
            long newest = reading.stream().mapToLong(FleetClient::seq).max().orElse(-1);
            boolean right = true;
            for (int i = 0; i < reading.size(); i++) {
                FleetClient client = reading.get(i);
                right &= client.seq() == newest;
                right &= i % WATCHING != 0 || client.health().equals(health);
            }
            return right;
        });
    }

    /** How often something was wrong. */
    int wrong() throws InterruptedException {
        return call(() -> wrong);
    }

    @Override
    public void message(long seq, long from, long time, long length, long newest) {
        long now = System.currentTimeMillis();
        delays.add(now - time);
        if (newest > 0) {
            ages.add(now - newest);
        }
        bytes += length;
        // The snapshot that greets may hold what changes after its seq, so two of them may differ.
        Long known = from == 0 ? null : lengths.putIfAbsent(List.of(seq, from), length);
        if (known != null && known != length) {
            wrong("the frame " + seq + " from " + from + " has " + length + " bytes for one and " + known
                    + " for another");
        }
    }

    @Override
    public void wrong(String what) {
        if (wrong++ < WRONG_TOLD) {
            System.out.println("WRONG: " + what);
        }
    }

    private <T> T call(Callable<T> callable) throws InterruptedException {
        FutureTask<T> task = new FutureTask<>(callable);
        tasks.add(task);
        selector.wakeup();
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void run() {
        try {
            while (!closed) {
                selector.select();
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    if (keys.next().attachment() instanceof FleetClient client) {
                        client.read(buffer);
                    }
                    keys.remove();
                }
                for (FutureTask<?> task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        call(() -> {
            reading.forEach(FleetClient::close);
            deaf.forEach(FleetClient::close);
            closed = true;
            return true;
        });
    }
}
