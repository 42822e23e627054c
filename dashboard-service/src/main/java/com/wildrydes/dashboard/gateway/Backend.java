package com.wildrydes.dashboard.gateway;

import java.net.URI;

/**
 * A service behind the door.
 *
 * @param name as people know it, such as {@code producer-service}
 * @param address scheme, host and port
 */
public record Backend(String name, URI address) {

    public Backend {
        boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!http
                || address.getHost() == null
                || !address.getPath().replace("/", "").isEmpty()) {
            throw new IllegalArgumentException(
                    "The address of " + name + " must be like http://host:port, but was \"" + address + '"');
        }
    }
}
