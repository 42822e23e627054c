package com.wildrydes.localaws.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The objects that are being written. Their bytes lie beside them in a file {@code <name>-<uuid>} until they are whole, and such a file
 * must not be listed. Nothing in its name tells it from an object that is called so; only that a write was open during the listing does.
 */
final class OpenWrites {

    private static final Pattern UNFINISHED =
            Pattern.compile("(.+)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", Pattern.DOTALL);

    private final List<String> open = new ArrayList<>();
    private final List<Set<String>> listings = new ArrayList<>();

    /** One write, or one listing. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    synchronized Scope write(String bucket, String name) {
        String address = bucket + "/" + name;
        open.add(address);
        listings.forEach(seen -> seen.add(address));
        return () -> end(address);
    }

    private synchronized void end(String address) {
        open.remove(address);
    }

    /** @param seen filled with every write that is open at any time before the scope ends */
    synchronized Scope listing(Set<String> seen) {
        seen.addAll(open);
        listings.add(seen);
        return () -> end(seen);
    }

    private synchronized void end(Set<String> seen) {
        listings.removeIf(listing -> listing == seen);
    }

    /** Whether a listed file belongs to one of the writes. */
    static boolean isOf(Set<String> seen, String bucket, String file) {
        return finished(file).map(name -> seen.contains(bucket + "/" + name)).orElse(false);
    }

    /** The name that the file would get, if its own could be that of a write. */
    static Optional<String> finished(String file) {
        Matcher matcher = UNFINISHED.matcher(file);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
