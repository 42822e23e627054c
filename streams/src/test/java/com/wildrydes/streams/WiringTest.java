package com.wildrydes.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;

class WiringTest {

    @Test
    void startsWithNothingBound() {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(context.getBean(StreamWriters.class)).isNotNull();
            assertThat(context.getBean(StreamFollowers.class)).isNotNull();
            assertThat(context.getBean(ShardConsumers.class)).isNotNull();
            assertThat(context.getBean(DeadLetters.class)).isNotNull();
            assertThat(context.getBean(ShardLineage.class)).isNotNull();
        }
    }

    @Test
    void kinesisIsWhereTheOtherServicesAre() {
        assertThat(kinesisWhen("--spring.cloud.aws.endpoint=http://127.0.0.1:1"))
                .hasPort(1);
    }

    @Test
    void kinesisIsWhereItsOwnEndpointSays() {
        assertThat(kinesisWhen(
                        "--spring.cloud.aws.endpoint=http://127.0.0.1:1",
                        "--AWS_ENDPOINT_URL_KINESIS=http://127.0.0.1:2"))
                .hasPort(2);
    }

    private static URI kinesisWhen(String... settings) {
        try (ConfigurableApplicationContext context = start(settings)) {
            return context.getBean(KinesisAsyncClient.class)
                    .serviceClientConfiguration()
                    .endpointOverride()
                    .orElseThrow();
        }
    }

    private static ConfigurableApplicationContext start(String... settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.import=classpath:wildrydes.yml",
                "--spring.profiles.active=local",
                "--spring.main.web-application-type=none",
                "--wildrydes.provision=false"));
        arguments.addAll(List.of(settings));
        return SpringApplication.run(App.class, arguments.toArray(String[]::new));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class App {}
}
