package com.wildrydes.streams;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** A service that consumes a stream, as small as it can be: as the services are, but for the web. */
public final class ConsumerApp {

    private static final List<String> DEFAULTS = List.of(
            "spring.config.import=classpath:wildrydes.yml",
            "spring.profiles.active=local",
            "spring.main.web-application-type=none",
            "spring.main.register-shutdown-hook=false",
            "spring.cloud.function.definition=reports",
            "spring.cloud.stream.bindings.reports-in-0.destination=wildrydes",
            "spring.cloud.stream.bindings.reports-in-0.group=wildrydes-test",
            "wildrydes.streams.reading.first-retry=10ms",
            "wildrydes.streams.reading.last-retry=100ms");

    private ConsumerApp() {}

    /** @param beans singletons of the context, by name */
    public static ConfigurableApplicationContext run(URI endpoint, Map<String, Object> beans, String... properties) {
        // The later of two settings of one property holds; as arguments they would become a list.
        Map<String, String> settings = new LinkedHashMap<>();
        Stream.concat(DEFAULTS.stream(), Stream.of(properties)).forEach(property -> {
            String[] parts = property.split("=", 2);
            settings.put(parts[0], parts[1]);
        });
        settings.put("spring.cloud.aws.endpoint", endpoint.toString());
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new SpringApplicationBuilder(Reports.class)
                .initializers(context -> beans.forEach(context.getBeanFactory()::registerSingleton))
                .run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Reports {

        @Bean
        Consumer<Message<List<?>>> reports(ShardConsumers consumers, ShardProcessorFactory factory) {
            return consumers.consumer(factory);
        }
    }
}
