package com.wildrydes.dashboard.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Where the browser sees this site. */
final class SiteAddress {

    private final @Nullable URI fixed;

    /** @param fixed null: as each request says, which is right where no proxy takes the https away unsaid */
    SiteAddress(@Nullable URI fixed) {
        this.fixed = fixed;
    }

    /** Scheme, host and port, without a path. */
    String of(HttpServletRequest request) {
        if (fixed != null) {
            return fixed.toString();
        }
        int port = request.getServerPort();
        boolean usual = port == (request.isSecure() ? 443 : 80);
        return request.getScheme() + "://" + request.getServerName() + (usual ? "" : ":" + port);
    }

    /** Whether browsers keep Secure cookies of it: over https, and of their own machine. */
    boolean keepsCookies(HttpServletRequest request) {
        URI address = URI.create(of(request));
        String host = String.valueOf(address.getHost());
        return "https".equals(address.getScheme())
                || host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.\\d{1,3}){3}");
    }
}
