package com.wildrydes.producer.simulator;

import com.wildrydes.producer.flight.GeoPoint;
import com.wildrydes.producer.http.Page;
import com.wildrydes.telemetry.InvalidReportException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code /api/unicorns}: the simulated unicorns. */
@RestController
@RequestMapping("/api/unicorns")
public final class UnicornController {

    private final Fleet fleet;
    private final SimulatorProperties defaults;

    public UnicornController(Fleet fleet, SimulatorProperties defaults) {
        this.fleet = fleet;
        this.defaults = defaults;
    }

    @Operation(summary = "List the simulated unicorns by name")
    @GetMapping
    Page<FlyingUnicorn> list(
            @RequestParam(defaultValue = "100") int limit,
            @Parameter(description = "From the page before") @RequestParam(required = false) @Nullable String cursor) {
        return Page.of(Page.limit(limit), l -> fleet.list(cursor, l), FlyingUnicorn::name);
    }

    @Operation(summary = "One simulated unicorn")
    @GetMapping("/{name}")
    FlyingUnicorn get(@PathVariable String name) {
        return fleet.find(name).orElseThrow(() -> notFound(name));
    }

    @Operation(summary = "Start simulated unicorns", description = "All of them or none.")
    @ApiResponse(responseCode = "201", description = "They fly; the first 100 are listed")
    @ApiResponse(responseCode = "409", description = "A name flies already, or too many would fly")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Started start(@RequestBody StartRequest request) {
        int count = Objects.requireNonNullElse(request.count(), 1);
        if (count < 1) {
            throw badRequest("count must be at least 1, but was " + count);
        }
        return Started.of(fleet.start(request.name(), count, home(request)));
    }

    private GeoPoint home(StartRequest request) {
        Double latitude = request.latitude();
        Double longitude = request.longitude();
        if (latitude == null && longitude == null) {
            return defaults.home();
        }
        if (latitude == null || longitude == null) {
            throw badRequest("latitude and longitude must be given together, but one is missing");
        }
        try {
            return new GeoPoint(latitude, longitude);
        } catch (IllegalArgumentException e) {
            throw badRequest(String.valueOf(e.getMessage()));
        }
    }

    @Operation(summary = "Stop a simulated unicorn")
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable String name) {
        if (!fleet.stop(name)) {
            throw notFound(name);
        }
    }

    @Operation(summary = "Stop all simulated unicorns")
    @DeleteMapping
    Map<String, Integer> stopAll() {
        return Map.of("stopped", fleet.stopAll());
    }

    private static ResponseStatusException badRequest(String detail) {
        return new ResponseStatusException(HttpStatus.BAD_REQUEST, detail);
    }

    private static ResponseStatusException notFound(String name) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "No simulated unicorn named \"" + name + "\" flies");
    }

    @ExceptionHandler
    ProblemDetail invalidName(InvalidReportException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail conflict(FleetConflictException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }
}
