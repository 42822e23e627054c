package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.catalogue.Partition;
import com.wildrydes.localaws.athena.catalogue.Table;
import com.wildrydes.localaws.objects.Listing;
import com.wildrydes.localaws.objects.ObjectAddress;
import com.wildrydes.localaws.objects.ObjectStore;
import com.wildrydes.localaws.objects.ObjectStoreException;
import com.wildrydes.localaws.objects.StoredObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Copies of the objects that queries read. A copy is named after its object's key and ETag, so an object is fetched once and again
 * when it has changed. The values of its partition stand in its path, where the engine finds them.
 */
final class ObjectCache {

    private static final int HASH_LENGTH = 24;

    private final Path folder;
    private final ObjectStore objects;

    ObjectCache(Path folder, ObjectStore objects) {
        this.folder = folder;
        this.objects = objects;
    }

    Path folder() {
        return folder;
    }

    /** The objects of a partition. Names that begin with a dot or an underscore are hidden, as for Hive. */
    List<StoredObject> objects(Partition partition) throws IOException {
        List<StoredObject> found = new ArrayList<>();
        List<ObjectAddress> open = new ArrayList<>(List.of(partition.folder()));
        while (!open.isEmpty()) {
            ObjectAddress next = open.remove(open.size() - 1);
            Listing listing = objects.list(next);
            for (StoredObject object : listing.objects()) {
                String name = object.key().substring(object.key().lastIndexOf('/') + 1);
                // S3Proxy shows an upload that is still under way, without an ETag.
                boolean whole = object.bytes() > 0 && !object.etag().isEmpty();
                if (whole && !name.isEmpty() && !name.startsWith(".") && !name.startsWith("_")) {
                    found.add(object);
                }
            }
            listing.folders().forEach(name -> open.add(new ObjectAddress(next.bucket(), name)));
        }
        return found;
    }

    /** A copy of the object, or nothing when it is gone. */
    Optional<Path> fetch(Table table, Partition partition, StoredObject object) throws IOException {
        Path place = place(table, partition);
        String extension = object.key().endsWith(".gz") ? ".json.gz" : ".json";
        Path copy = place.resolve(hash(object.key() + " " + object.etag()).substring(0, HASH_LENGTH) + extension);
        if (Files.exists(copy)) {
            return Optional.of(copy);
        }
        Files.createDirectories(place);
        try {
            objects.download(new ObjectAddress(partition.folder().bucket(), object.key()), copy);
            return Optional.of(copy);
        } catch (ObjectStoreException e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Where Parquet with the rows of just these objects of the partition is, if there is any. */
    Path compacted(Table table, Partition partition, List<StoredObject> objects) {
        StringBuilder of = new StringBuilder(table.columns() + " " + table.serdeProperties());
        objects.stream()
                .map(object -> "\n" + object.key() + " " + object.etag())
                .sorted()
                .forEach(of::append);
        return place(table, partition).resolve(hash(of.toString()).substring(0, HASH_LENGTH) + ".parquet");
    }

    private Path place(Table table, Partition partition) {
        Path place = folder.resolve(partition.folder().bucket())
                .resolve(hash(table.name() + " " + table.location()).substring(0, HASH_LENGTH));
        for (int i = 0; i < partition.values().size(); i++) {
            place = place.resolve(table.partitionKeys().get(i).name() + "="
                    + encode(partition.values().get(i)));
        }
        return place;
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK must have SHA-256", e);
        }
    }
}
