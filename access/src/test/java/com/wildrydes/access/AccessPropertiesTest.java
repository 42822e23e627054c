package com.wildrydes.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class AccessPropertiesTest {

    private static final String[] SIGN_IN = {
        "wildrydes.access.issuer=https://issuer.example/pool", "wildrydes.access.audience=wildrydes"
    };

    private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Bound.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(AccessProperties.class)
    static class Bound {}

    @Test
    void asksPeopleToSignInUnlessItIsTold() {
        runner.withPropertyValues(SIGN_IN)
                .run(context -> assertThat(context.getBean(AccessProperties.class))
                        .isEqualTo(new AccessProperties(
                                AccessProperties.Mode.SIGN_IN,
                                "https://issuer.example/pool",
                                Set.of("wildrydes"),
                                List.of("cognito:groups", "roles"),
                                false,
                                Set.of(),
                                new AccessProperties.Limits(200, 60))));
    }

    @Test
    void mapsEverySetting() {
        runner.withPropertyValues(
                        "wildrydes.access.mode=open",
                        "wildrydes.access.issuer=http://127.0.0.1:1",
                        "wildrydes.access.audience=a,b",
                        "wildrydes.access.roles-claims=realm_access.roles",
                        "wildrydes.access.guests=true",
                        "wildrydes.access.allowed-origins=https://a.example,https://b.example",
                        "wildrydes.access.limits.ingest-per-second=7",
                        "wildrydes.access.limits.queries-per-minute=0")
                .run(context -> assertThat(context.getBean(AccessProperties.class))
                        .isEqualTo(new AccessProperties(
                                AccessProperties.Mode.OPEN,
                                "http://127.0.0.1:1",
                                Set.of("a", "b"),
                                List.of("realm_access.roles"),
                                true,
                                Set.of("https://a.example", "https://b.example"),
                                new AccessProperties.Limits(7, 0))));
    }

    @Test
    void stopsTheStartWithoutAnIssuerAndSaysWhatOpenMeans() {
        runner.withPropertyValues("wildrydes.access.issuer= ", "wildrydes.access.audience=wildrydes")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("wildrydes.access.issuer must be set")
                        .hasMessageContaining("wildrydes.access.mode=open lets everybody do everything"));
    }

    @Test
    void stopsTheStartWithoutAnAudience() {
        runner.withPropertyValues("wildrydes.access.issuer=https://issuer.example")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("wildrydes.access.audience must be set"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "issuer=nowhere | wildrydes.access.issuer must be an http or https address, but is nowhere",
                "issuer=ftp://issuer.example | wildrydes.access.issuer must be an http or https address, but is ftp://issuer.example",
                "limits.ingest-per-second=-1 | wildrydes.access.limits.ingest-per-second must be from 0 to 1000000, but is -1",
                "limits.queries-per-minute=1000001 | wildrydes.access.limits.queries-per-minute must be from 0 to 1000000, but is 1000001"
            })
    void refusesWhatCannotBe(String setting, String message) {
        runner.withPropertyValues(SIGN_IN)
                .withPropertyValues("wildrydes.access." + setting)
                .run(context ->
                        assertThat(context.getStartupFailure()).rootCause().hasMessage(message));
    }
}
