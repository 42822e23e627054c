package com.wildrydes.access;

import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The least that the module can guard. */
@EnableAutoConfiguration
@Import(GuardedApplication.Api.class)
class GuardedApplication {

    @RestController
    static class Api {

        @GetMapping("/api/alerts")
        Map<String, String> alerts(@Nullable Principal caller) {
            return Map.of("caller", caller == null ? "nobody" : caller.getName());
        }

        @PostMapping("/api/telemetry")
        String telemetry() {
            return "taken";
        }

        @PostMapping("/api/queries")
        String query(@RequestBody(required = false) byte @Nullable [] body) {
            return "run";
        }

        @GetMapping("/api/queries/broken")
        String broken() {
            throw new IllegalStateException("secret-in-a-message");
        }
    }

    static ConfigurableApplicationContext start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn"));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        return new SpringApplicationBuilder(GuardedApplication.class).run(arguments.toArray(String[]::new));
    }
}
