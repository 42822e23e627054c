package com.wildrydes.dashboard.map;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server of map tiles: pictures of 256 by 256 pixels in Web Mercator. Every visitor's browser asks it, so it learns who looks where.
 *
 * @param template the address of a tile, with {@code {z}} (zoom), {@code {x}} (column) and {@code {y}} (row, from the north)
 * @param attribution whose map it is, as its terms ask for; text, may be empty
 * @param maxZoom the greatest zoom that it has tiles of; beyond it they are enlarged
 */
public record TileServer(String template, String attribution, int maxZoom) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
    private static final List<String> NEEDED = List.of("z", "x", "y");

    /** @throws IllegalArgumentException when the template is none, with what must hold */
    public TileServer {
        List<String> named = PLACEHOLDER
                .matcher(template)
                .results()
                .map(found -> found.group(1))
                .toList();
        if (named.contains("s")) {
            throw broken(template, "must name one host: {s} for several is not known here");
        }
        URI address = address(template);
        // Only then is what the browser is allowed to load from the same for every tile.
        boolean plain = address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getRawFragment() == null
                && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()));
        if (!plain || !NEEDED.stream().allMatch(named::contains) || !NEEDED.containsAll(named)) {
            throw broken(template, "must be like https://tile.example.org/{z}/{x}/{y}.png");
        }
        Matcher first = PLACEHOLDER.matcher(template);
        if (first.find() && first.start() < origin(address).length()) {
            throw broken(template, "must name one host: {z}, {x} and {y} belong into the path or the query");
        }
    }

    /** What a Content-Security-Policy allows, such as {@code https://tile.example.org}. */
    public String origin() {
        return origin(address(template));
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private static URI address(String template) {
        try {
            return new URI(PLACEHOLDER.matcher(template).replaceAll("0"));
        } catch (URISyntaxException e) {
            throw broken(template, "must be like https://tile.example.org/{z}/{x}/{y}.png");
        }
    }

    private static IllegalArgumentException broken(String template, String rule) {
        return new IllegalArgumentException("wildrydes.dashboard.map.tiles " + rule + ", but was \"" + template + '"');
    }
}
