package com.wildrydes.dashboard.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sealed content in a browser, as the cookies {@code name.0}, {@code name.1} and so on, because a browser keeps at most 4 KiB in one.
 * The first begins with their number: what an earlier, longer one left behind does no harm.
 */
final class SealedCookie {

    /** In characters; with the name a cookie stays below the 4096 that browsers take. */
    static final int PART = 3800;

    /** Together they are one header, of which an Application Load Balancer takes 16 KiB. */
    static final int MOST_PARTS = 4;

    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Lax";

    private final String name;
    private final CookieSealer sealer;
    private final @Nullable Duration kept;

    /**
     * @param name begins with {@code __Host-}: a browser then takes it only from this very host, over a safe connection
     * @param kept how long a browser keeps it; null: until it is closed
     */
    SealedCookie(String name, CookieSealer sealer, @Nullable Duration kept) {
        this.name = name;
        this.sealer = sealer;
        this.kept = kept;
    }

    /**
     * @param present names of the cookies that the browser has
     * @return values of Set-Cookie
     * @throws TooLargeException when it does not fit
     */
    List<String> write(byte[] content, Instant end, Set<String> present) {
        String sealed = sealer.seal(name, content, end);
        int count = (sealed.length() + 2 + PART - 1) / PART;
        if (count > MOST_PARTS) {
            throw new TooLargeException(sealed.length());
        }
        String all = count + "~" + sealed;
        String keep = ATTRIBUTES + (kept == null ? "" : "; Max-Age=" + kept.toSeconds());
        List<String> cookies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cookies.add(part(i) + '=' + all.substring(i * PART, Math.min(all.length(), (i + 1) * PART)) + keep);
        }
        cookies.addAll(clear(count, present));
        return cookies;
    }

    /**
     * @param cookies values by name
     * @return empty when it is not there, not whole, not ours or has ended
     */
    Optional<byte[]> read(Map<String, String> cookies, Instant now) {
        String first = cookies.get(part(0));
        if (first == null || first.length() < 2 || first.charAt(1) != '~') {
            return Optional.empty();
        }
        int count = first.charAt(0) - '0';
        StringBuilder sealed = new StringBuilder(first).delete(0, 2);
        for (int i = 1; i < Math.min(count, MOST_PARTS); i++) {
            String next = cookies.get(part(i));
            if (next == null) {
                return Optional.empty();
            }
            sealed.append(next);
        }
        return sealer.open(name, sealed.toString(), now);
    }

    /** @return values of Set-Cookie that take it out of a browser that has these cookies */
    List<String> clear(Set<String> present) {
        return clear(0, present);
    }

    private List<String> clear(int from, Set<String> present) {
        return IntStream.range(from, MOST_PARTS)
                .mapToObj(this::part)
                .filter(present::contains)
                .map(part -> part + '=' + ATTRIBUTES + "; Max-Age=0")
                .toList();
    }

    private String part(int i) {
        return name + '.' + i;
    }

    /** More than fits into cookies. */
    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1;

        private TooLargeException(int length) {
            super("A session must fit into " + MOST_PARTS * PART + " characters of cookies, but takes " + length
                    + ": the issuer's tokens must get smaller, with fewer claims or groups");
        }
    }
}
