package com.wildrydes.localaws.athena.catalogue;

import com.wildrydes.localaws.objects.Listing;
import com.wildrydes.localaws.objects.ObjectAddress;
import com.wildrydes.localaws.objects.ObjectStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a table's partitions lie: {@code storage.location.template}, by default {@code <location><key>=<value>/…}. Finds those that
 * exist by listing folders level by level, where Athena computes those that may exist.
 */
public final class PartitionLayout {

    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]+)}");
    private static final String TEMPLATE = "storage.location.template";

    private final ObjectAddress root;
    private final Pattern pattern;
    private final int folders;
    private final List<PartitionKey> keys;

    private PartitionLayout(ObjectAddress root, Pattern pattern, int folders, List<PartitionKey> keys) {
        this.root = root;
        this.pattern = pattern;
        this.folders = folders;
        this.keys = keys;
    }

    /** @throws IllegalArgumentException when the template does not hold each key once, as whole as folders are */
    public static PartitionLayout of(Table table) {
        ObjectAddress template = template(table);
        List<PartitionKey> keys = new ArrayList<>();
        for (Column key : table.partitionKeys()) {
            if (!template.key().contains("${" + key.name() + "}")) {
                throw new IllegalArgumentException(TEMPLATE + " must hold ${" + key.name() + "}, not be " + template);
            }
            keys.add(new PartitionKey(key.name(), table.properties()));
        }
        String text = template.key();
        int first = text.indexOf("${");
        int rootEnd = first < 0 ? text.length() : text.lastIndexOf('/', first) + 1;

        StringBuilder regex = new StringBuilder(Pattern.quote(text.substring(0, rootEnd)));
        Matcher places = PLACE.matcher(text);
        int from = rootEnd;
        int folders =
                (int) text.substring(rootEnd).chars().filter(c -> c == '/').count();
        while (places.find()) {
            PartitionKey key = keys.get(indexOf(places.group(1), table));
            regex.append(Pattern.quote(text.substring(from, places.start())))
                    .append("(?<k")
                    .append(indexOf(places.group(1), table))
                    .append(">[^/]+")
                    .append("/[^/]+".repeat(key.folders() - 1))
                    .append(')');
            folders += key.folders() - 1;
            from = places.end();
        }
        regex.append(Pattern.quote(text.substring(from)));
        return new PartitionLayout(
                new ObjectAddress(template.bucket(), text.substring(0, rootEnd)),
                Pattern.compile(regex.toString()),
                folders,
                keys);
    }

    private static ObjectAddress template(Table table) {
        String given = table.properties().getOrDefault(TEMPLATE, "");
        StringBuilder text =
                new StringBuilder(given.isEmpty() ? table.location().toString() : given);
        if (given.isEmpty()) {
            table.partitionKeys()
                    .forEach(key -> text.append(key.name())
                            .append("=${")
                            .append(key.name())
                            .append("}/"));
        }
        if (text.charAt(text.length() - 1) != '/') {
            text.append('/');
        }
        return ObjectAddress.parse(text.toString());
    }

    private static int indexOf(String key, Table table) {
        for (int i = 0; i < table.partitionKeys().size(); i++) {
            if (table.partitionKeys().get(i).name().equals(key)) {
                return i;
            }
        }
        throw new IllegalArgumentException(TEMPLATE + " must hold partition keys only, not ${" + key + "}");
    }

    /** Those that exist, in the order of their folders. A table without partition keys is one partition. */
    public List<Partition> find(ObjectStore objects, Instant now) throws IOException {
        List<ObjectAddress> level = List.of(root);
        for (int depth = 0; depth < folders; depth++) {
            List<ObjectAddress> below = new ArrayList<>();
            for (ObjectAddress folder : level) {
                Listing listing = objects.list(folder);
                listing.folders().forEach(name -> below.add(new ObjectAddress(root.bucket(), name)));
            }
            level = below;
        }
        return level.stream()
                .map(folder -> partition(folder, now))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Partition> partition(ObjectAddress folder, Instant now) {
        Matcher matcher = pattern.matcher(folder.key());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String value = matcher.group("k" + i);
            if (!keys.get(i).allows(value, now)) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(new Partition(values, folder));
    }
}
