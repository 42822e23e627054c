package com.wildrydes.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

class WiringTest {

    @Test
    void startsWithNothingBound() {
        try (ConfigurableApplicationContext context = SpringApplication.run(
                App.class,
                "--spring.config.import=classpath:wildrydes.yml",
                "--spring.profiles.active=local",
                "--spring.main.web-application-type=none",
                "--wildrydes.provision=false")) {
            assertThat(context.getBean(StreamWriters.class)).isNotNull();
            assertThat(context.getBean(StreamFollowers.class)).isNotNull();
            assertThat(context.getBean(ShardConsumers.class)).isNotNull();
            assertThat(context.getBean(DeadLetters.class)).isNotNull();
            assertThat(context.getBean(ShardLineage.class)).isNotNull();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}
}
