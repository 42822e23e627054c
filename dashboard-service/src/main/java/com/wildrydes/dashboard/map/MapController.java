package com.wildrydes.dashboard.map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the page which tile server to use. */
@RestController
@Tag(name = "map")
public final class MapController {

    private final MapSettings settings;

    /** @param server null: the map that comes with the page is all there is */
    public MapController(@Nullable TileServer server) {
        settings = new MapSettings(server == null ? null : Tiles.of(server));
    }

    /** @param tiles null when no tile server is set */
    record MapSettings(@Nullable Tiles tiles) {}

    /**
     * @param url with {z}, {x} and {y} to be filled in
     * @param attribution text that must be shown with the tiles; may be empty
     * @param maxZoom the greatest zoom that there are tiles of
     */
    record Tiles(String url, String attribution, int maxZoom) {

        static Tiles of(TileServer server) {
            return new Tiles(server.template(), server.attribution(), server.maxZoom());
        }
    }

    @Operation(
            summary = "The tile server of the map",
            description =
                    "As it is set for this installation. Without one `tiles` is null, and the page shows the map that it brings.")
    @GetMapping("/api/map")
    MapSettings map() {
        return settings;
    }
}
