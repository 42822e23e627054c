package com.wildrydes.dashboard.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Positions as RFC 7946 has them. */
final class GeoJson {

    private GeoJson() {}

    /** @param cursor where the next page begins; a member that RFC 7946 allows and other readers ignore */
    record FeatureCollection(
            String type, List<Feature> features, @Nullable String cursor) {}

    record Feature(String type, String id, Point geometry, Position properties) {}

    /** @param coordinates longitude, then latitude: the order of maps */
    record Point(String type, double[] coordinates) {}

    static FeatureCollection of(List<Position> positions, @Nullable String cursor) {
        return new FeatureCollection(
                "FeatureCollection", positions.stream().map(GeoJson::of).toList(), cursor);
    }

    static Feature of(Position position) {
        return new Feature(
                "Feature",
                position.name(),
                new Point("Point", new double[] {position.longitude(), position.latitude()}),
                position);
    }
}
