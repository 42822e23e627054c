package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.catalogue.Partition;
import com.wildrydes.localaws.athena.catalogue.Table;
import com.wildrydes.localaws.objects.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What a query reads of one table: the objects of its partitions, and the files that stand for them here. */
final class TableFiles {

    private final ObjectCache cache;
    private final Table table;
    private final Parallel parallel;
    private final List<Part> parts;
    private final Map<Path, List<Path>> toBeWritten = new LinkedHashMap<>();

    private TableFiles(ObjectCache cache, Table table, Parallel parallel, List<Part> parts) {
        this.cache = cache;
        this.table = table;
        this.parallel = parallel;
        this.parts = parts;
    }

    /**
     * A partition that is read.
     *
     * @param closed whether a later one exists, so that nothing more is expected for it
     * @param compacted where its rows are in Parquet, if they are
     * @param isCompacted whether they are
     */
    private record Part(
            Partition partition, boolean closed, List<StoredObject> objects, Path compacted, boolean isCompacted) {}

    /**
     * Lists the objects.
     *
     * @param places in all partitions, of those that are read
     */
    static TableFiles list(
            ObjectCache cache, Table table, List<Partition> partitions, List<Integer> places, Parallel parallel)
            throws IOException {
        List<Callable<Part>> listings = new ArrayList<>();
        for (int place : places) {
            Partition partition = partitions.get(place);
            listings.add(() -> {
                List<StoredObject> objects = cache.objects(partition);
                Path compacted = cache.compacted(table, partition, objects);
                return new Part(partition, place < partitions.size() - 1, objects, compacted, Files.exists(compacted));
            });
        }
        return new TableFiles(cache, table, parallel, parallel.all(listings));
    }

    /** As many as Athena would read: what stands for the objects here does not count. */
    long scannedBytes() {
        return parts.stream()
                .flatMap(part -> part.objects().stream())
                .mapToLong(StoredObject::bytes)
                .sum();
    }

    /** The files to read. */
    List<String> fetch() throws IOException {
        List<Callable<Optional<Path>>> fetches = new ArrayList<>();
        for (Part part : parts) {
            if (part.isCompacted()) {
                fetches.add(() -> Optional.of(part.compacted()));
            } else {
                part.objects().forEach(object -> fetches.add(() -> cache.fetch(table, part.partition(), object)));
            }
        }
        List<Optional<Path>> fetched = parallel.all(fetches);
        rememberToBeWritten(fetched);
        return fetched.stream().flatMap(Optional::stream).map(Path::toString).toList();
    }

    private void rememberToBeWritten(List<Optional<Path>> fetched) {
        int from = 0;
        for (Part part : parts) {
            int to = from + (part.isCompacted() ? 1 : part.objects().size());
            List<Path> files =
                    fetched.subList(from, to).stream().flatMap(Optional::stream).toList();
            boolean whole = files.size() == part.objects().size();
            if (part.closed() && !part.isCompacted() && whole && !files.isEmpty()) {
                toBeWritten.put(part.compacted(), files);
            }
            from = to;
        }
    }

    /** After the fetch: where Parquet is missing of partitions that are closed, with the files that it stands for. */
    Map<Path, List<Path>> toBeWritten() {
        return toBeWritten;
    }
}
