package com.wildrydes.producer.http;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * A part of a list.
 *
 * @param cursor to be given with the next call, which goes on after this part; null at the end of the list
 */
public record Page<T>(List<T> items, @Nullable String cursor) {

    public static final int MAX_LIMIT = 1000;

    /**
     * @param list gives so many items, or fewer at the end of the list
     * @param key of an item, from which the list can go on
     */
    public static <T> Page<T> of(int limit, IntFunction<List<T>> list, Function<T, String> key) {
        // One more than asked for tells whether there is more.
        List<T> items = list.apply(limit + 1);
        if (items.size() <= limit) {
            return new Page<>(items, null);
        }
        return new Page<>(items.subList(0, limit), key.apply(items.get(limit - 1)));
    }

    /** @throws ResponseStatusException with 400 when the limit is out of its range */
    public static int limit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "limit must be between 1 and " + MAX_LIMIT + ", but was " + limit);
        }
        return limit;
    }
}
