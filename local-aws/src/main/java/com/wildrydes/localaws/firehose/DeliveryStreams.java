package com.wildrydes.localaws.firehose;

import com.wildrydes.localaws.http.AwsException;
import com.wildrydes.localaws.objects.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** All delivery streams, each in a folder of its own: {@code stream.json} and its buffers. */
final class DeliveryStreams implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DeliveryStreams.class);

    private static final String DEFINITION = "stream.json";
    private static final long DELETE_WAIT_MILLIS = 10_000;
    /** A stop of the whole suite may take ten seconds. */
    private static final long CLOSE_WAIT_MILLIS = 5_000;

    private final Path root;
    private final ObjectStore objects;
    private final String region;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task, "firehose-delivery");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, OpenStream> streams = new ConcurrentHashMap<>();

    /** Opens the streams that the folder holds; their left buffers are delivered in the background. */
    DeliveryStreams(Path root, ObjectStore objects, String region, Clock clock) {
        this.root = root;
        this.objects = objects;
        this.region = region;
        this.clock = clock;
        try {
            Files.createDirectories(root);
            try (Stream<Path> folders = Files.list(root)) {
                for (Path folder : folders.sorted().toList()) {
                    open(folder);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The delivery streams in " + root + " must be readable", e);
        }
    }

    private void open(Path folder) throws IOException {
        Path definition = folder.resolve(DEFINITION);
        if (Files.exists(definition)) {
            DeliveryStream stream =
                    StreamJson.fromDescription(JsonMapper.shared().readTree(Files.readAllBytes(definition)));
            OpenStream opened = new OpenStream(stream, folder, objects, executor, clock);
            opened.recover();
            streams.put(stream.name(), opened);
        }
    }

    /** @throws AwsException ResourceInUseException, when there is one of this name */
    synchronized OpenStream create(DeliveryStream definition) throws IOException {
        if (streams.containsKey(definition.name())) {
            throw AwsException.client(
                    "ResourceInUseException",
                    "Delivery stream " + definition.name() + " under account 000000000000 already exists.");
        }
        Path folder = Files.createDirectories(root.resolve(definition.name()));
        Path written = folder.resolve(DEFINITION + ".partial");
        Files.write(written, JsonMapper.shared().writeValueAsBytes(StreamJson.describe(definition, region)));
        Files.move(written, folder.resolve(DEFINITION), StandardCopyOption.ATOMIC_MOVE);
        OpenStream stream = new OpenStream(definition, folder, objects, executor, clock);
        streams.put(definition.name(), stream);
        return stream;
    }

    /** @throws AwsException ResourceNotFoundException, when there is none of this name */
    OpenStream get(String name) {
        OpenStream stream = streams.get(name);
        if (stream == null) {
            throw AwsException.client(
                    "ResourceNotFoundException", "Delivery stream " + name + " under account 000000000000 not found.");
        }
        return stream;
    }

    /** In the order of their names. */
    List<String> names() {
        return streams.keySet().stream().sorted().toList();
    }

    /**
     * Delivers what is buffered and forgets the stream.
     *
     * @throws AwsException ResourceInUseException, when S3 does not take what is buffered
     */
    synchronized void delete(String name) throws IOException {
        OpenStream stream = get(name);
        List<BufferName> left = end(stream, DELETE_WAIT_MILLIS);
        if (!left.isEmpty()) {
            throw AwsException.client(
                    "ResourceInUseException",
                    "Delivery stream " + name + " still has " + left.size() + " buffers that S3 does not take");
        }
        streams.remove(name);
        try (Stream<Path> files = Files.walk(root.resolve(name))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<BufferName> end(OpenStream stream, long millis) {
        try {
            return stream.end(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwsException(503, "ServiceUnavailableException", "Firehose is stopping");
        }
    }

    @Override
    public void close() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_WAIT_MILLIS);
        for (OpenStream stream : streams.values()) {
            List<BufferName> left = end(stream, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
            if (!left.isEmpty()) {
                log.warn(
                        "{} keeps {} buffers in its folder and delivers them after the next start",
                        stream.definition().name(),
                        left.size());
            }
        }
        executor.shutdownNow();
    }
}
