package com.wildrydes.dashboard.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.removeRequestHeader;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.setPath;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.util.List;
import org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Which path belongs to which service. The first route that fits is taken.
 *
 * @param simulator the one producer that keeps what flies by itself; any producer takes reports
 */
public record Routes(Backend producer, Backend simulator, Backend aggregator, Backend persister, Backend archive) {

    public RouterFunction<ServerResponse> all() {
        RouterFunctions.Builder routes = RouterFunctions.route()
                // Before the producer's unicorns, below whose path it lies.
                .add(route(path("/api/unicorns/{name}/summaries"), persister))
                .add(route(under("/api/telemetry"), producer))
                .add(route(under("/api/unicorns", "/api/replays"), simulator))
                .add(route(under("/api/alerts"), persister))
                .add(route(under("/api/reports", "/api/queries", "/api/files"), archive));
        for (Backend backend : List.of(producer, aggregator, persister, archive)) {
            routes.add(apiDocument(backend));
        }
        return routes.build();
    }

    private static RequestPredicate under(String... prefixes) {
        RequestPredicate any = request -> false;
        for (String prefix : prefixes) {
            any = any.or(path(prefix)).or(path(prefix + "/**"));
        }
        return any;
    }

    private static RouterFunction<ServerResponse> route(RequestPredicate paths, Backend backend) {
        return GatewayRouterFunctions.route(backend.name())
                .route(paths, http())
                .before(uri(backend.address()))
                // The door has compared it with its own address; the service would compare it with another.
                .before(removeRequestHeader(HttpHeaders.ORIGIN))
                // A session is the door's; the services behind get its token.
                .before(removeRequestHeader(HttpHeaders.COOKIE))
                .before(removeRequestHeader("X-CSRF-Token"))
                .filter(new Unreachable(backend))
                .build();
    }

    /** Each service's OpenAPI document as {@code /api-docs/producer-service}. */
    private static RouterFunction<ServerResponse> apiDocument(Backend backend) {
        return GatewayRouterFunctions.route(backend.name() + "-api-docs")
                .GET("/api-docs/" + backend.name(), http())
                .before(uri(backend.address()))
                .before(setPath("/v3/api-docs"))
                .before(removeRequestHeader(HttpHeaders.COOKIE))
                .filter(new Unreachable(backend))
                .build();
    }
}
