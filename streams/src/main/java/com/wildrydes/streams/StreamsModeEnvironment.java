package com.wildrydes.streams;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Lets the binder's own switch follow {@code wildrydes.streams.mode}: two settings for one thing would come to differ. */
final class StreamsModeEnvironment implements EnvironmentPostProcessor, Ordered {

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        String mode = environment.getProperty("wildrydes.streams.mode", "kcl");
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "wildrydes.streams.mode",
                        Map.of("spring.cloud.stream.kinesis.binder.kpl-kcl-enabled", "kcl".equalsIgnoreCase(mode))));
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE; // after the configuration files are read
    }
}
