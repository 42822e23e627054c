package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.kinesis.log.ShardLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/** Where a stream lives on disk: its description, and a folder of records per shard. */
final class StreamFolder {

    private static final ObjectMapper MAPPER = JsonMapper.shared();
    private static final String DESCRIPTION = "stream.json";
    /** No stream's name can begin with it. */
    private static final String DELETED = "%deleted-";

    private final Path path;

    private StreamFolder(Path path) {
        this.path = path;
    }

    static StreamFolder of(Path all, String stream) {
        return new StreamFolder(all.resolve(stream.replaceFirst("^\\.", "%2E")));
    }

    /** The folders of the streams that there are. Ends deletions that were interrupted. */
    static List<StreamFolder> list(Path all) {
        try {
            Files.createDirectories(all);
            List<Path> paths;
            try (Stream<Path> found = Files.list(all)) {
                paths = found.sorted().toList();
            }
            for (Path path : paths) {
                if (path.getFileName().toString().startsWith(DELETED)) {
                    deleteTree(path);
                }
            }
            return paths.stream()
                    .map(StreamFolder::new)
                    .filter(StreamFolder::exists)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(all + " must be readable and writeable", e);
        }
    }

    boolean exists() {
        return Files.exists(path.resolve(DESCRIPTION));
    }

    StreamDescription read() {
        return MAPPER.readValue(path.resolve(DESCRIPTION).toFile(), StreamDescription.class);
    }

    /** Replaces the description in one step: a process killed meanwhile leaves the earlier one. */
    void write(StreamDescription description) {
        try {
            Files.createDirectories(path);
            Path unfinished = path.resolve(DESCRIPTION + ".tmp");
            Files.write(unfinished, MAPPER.writeValueAsBytes(description));
            Files.move(
                    unfinished,
                    path.resolve(DESCRIPTION),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " must be writeable", e);
        }
    }

    ShardLog openLog(ShardDescription shard, long retentionBytes) {
        return ShardLog.open(path.resolve(shard.id()), retentionBytes);
    }

    /** The name is free for another stream at once, also when the process is killed while the files go. */
    void delete() {
        try {
            Path deleted = path.resolveSibling(DELETED + UUID.randomUUID());
            Files.move(path, deleted, StandardCopyOption.ATOMIC_MOVE);
            deleteTree(deleted);
        } catch (IOException e) {
            throw new UncheckedIOException(path + " must be deletable", e);
        }
    }

    private static void deleteTree(Path root) throws IOException {
        List<Path> paths;
        try (Stream<Path> tree = Files.walk(root)) {
            paths = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
