package com.wildrydes.dashboard.fleet;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Where everybody is now. */
@RestController
@Tag(name = "positions")
public final class PositionsController {

    static final int MOST = 10_000;

    private static final MediaType GEO_JSON = MediaType.valueOf("application/geo+json");

    private final Fleet fleet;

    public PositionsController(Fleet fleet) {
        this.fleet = fleet;
    }

    /** A page of positions, by name. */
    record Positions(List<Position> items, @Nullable String cursor) {}

    @Operation(
            summary = "Where everybody is now",
            description = "Ordered by name. As GeoJSON when application/geo+json is preferred in Accept.")
    @GetMapping(
            path = "/api/positions",
            produces = {MediaType.APPLICATION_JSON_VALUE, "application/geo+json"})
    ResponseEntity<?> list(
            @RequestParam(defaultValue = "10000") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept) {
        if (limit < 1 || limit > MOST) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "limit must be 1 to " + MOST + ", but was " + limit);
        }
        List<Position> page = fleet.list().stream()
                .filter(unicorn -> cursor == null || unicorn.name().compareTo(cursor) > 0)
                .sorted(Comparator.comparing(Unicorn::name))
                .limit(limit + 1L)
                .map(Position::of)
                .toList();
        String next = page.size() > limit ? page.get(limit - 1).name() : null;
        List<Position> items = next == null ? page : page.subList(0, limit);
        return prefersGeoJson(accept)
                ? ResponseEntity.ok().contentType(GEO_JSON).body(GeoJson.of(items, next))
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(new Positions(items, next));
    }

    @Operation(summary = "Where one unicorn is now")
    @GetMapping(
            path = "/api/positions/{name}",
            produces = {MediaType.APPLICATION_JSON_VALUE, "application/geo+json"})
    ResponseEntity<?> get(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.ALL_VALUE) String accept) {
        Position position = fleet.find(name)
                .map(Position::of)
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "No unicorn of this name was heard in the last 24 hours"));
        return prefersGeoJson(accept)
                ? ResponseEntity.ok().contentType(GEO_JSON).body(GeoJson.of(position))
                : ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(position);
    }

    private static boolean prefersGeoJson(String accept) {
        List<MediaType> wanted = MediaType.parseMediaTypes(accept);
        MimeTypeUtils.sortBySpecificity(wanted);
        for (MediaType type : wanted) {
            if (type.includes(MediaType.APPLICATION_JSON)) {
                return false;
            }
            if (type.includes(GEO_JSON)) {
                return true;
            }
        }
        return false;
    }
}
