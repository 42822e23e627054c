package com.wildrydes.dashboard.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.access.AccessProperties;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class SignInPropertiesTest {

    private static final String KEY = Base64.getEncoder().encodeToString(CookieSealerTest.key(1));

    private final ApplicationContextRunner runner =
            new ApplicationContextRunner().withUserConfiguration(Properties.class);

    @EnableConfigurationProperties(SignInProperties.class)
    static class Properties {}

    @Test
    void hasDefaults() {
        runner.withPropertyValues("wildrydes.access.session-keys=" + KEY)
                .run(context -> assertThat(context.getBean(SignInProperties.class))
                        .isEqualTo(new SignInProperties(
                                AccessProperties.Mode.SIGN_IN,
                                List.of(KEY),
                                new SignInProperties.SignIn(
                                        "wildrydes-dashboard",
                                        null,
                                        Set.of("openid", "profile"),
                                        null,
                                        Duration.ofHours(12),
                                        Duration.ofSeconds(60)))));
    }

    @Test
    void mapsEveryProperty() {
        runner.withPropertyValues(
                        "wildrydes.access.mode=open",
                        "wildrydes.access.session-keys=" + KEY + ',' + KEY,
                        "wildrydes.access.sign-in.client-id=c",
                        "wildrydes.access.sign-in.client-secret=s",
                        "wildrydes.access.sign-in.scopes=openid,offline_access",
                        "wildrydes.access.sign-in.address=https://fleet.example.com",
                        "wildrydes.access.sign-in.session-length=8h",
                        "wildrydes.access.sign-in.renew-before=2m")
                .run(context -> assertThat(context.getBean(SignInProperties.class))
                        .isEqualTo(new SignInProperties(
                                AccessProperties.Mode.OPEN,
                                List.of(KEY, KEY),
                                new SignInProperties.SignIn(
                                        "c",
                                        "s",
                                        Set.of("openid", "offline_access"),
                                        URI.create("https://fleet.example.com"),
                                        Duration.ofHours(8),
                                        Duration.ofMinutes(2)))));
    }

    @Test
    void needsNoKeyWhereEverythingIsOpen() {
        runner.withPropertyValues("wildrydes.access.mode=open")
                .run(context -> assertThat(context).hasSingleBean(SignInProperties.class));
    }

    @ParameterizedTest
    @CsvSource({
        "session-keys, '', 'wildrydes.access.session-keys must hold at least one key'",
        "session-keys, c2hvcnQ=, 'wildrydes.access.session-keys[0] must be 32 bytes in Base64 (openssl rand -base64 32 makes one), but has 5'",
        "sign-in.client-id, '', wildrydes.access.sign-in.client-id must be set",
        "sign-in.scopes, profile, 'wildrydes.access.sign-in.scopes must contain openid, but is [profile]'",
        "sign-in.address, https://fleet.example.com/path, 'wildrydes.access.sign-in.address must be like https://fleet.example.com, but is https://fleet.example.com/path'",
        "sign-in.address, fleet.example.com, 'wildrydes.access.sign-in.address must be like https://fleet.example.com, but is fleet.example.com'",
        "sign-in.session-length, 59s, 'wildrydes.access.sign-in.session-length must be from 1m to 30d, but is PT59S'",
        "sign-in.renew-before, 0s, 'wildrydes.access.sign-in.renew-before must be from 1s to 1h, but is PT0S'"
    })
    void stopsTheStartWithAMessageThatNamesTheWrongValue(String property, String value, String message) {
        runner.withPropertyValues("wildrydes.access.session-keys=" + KEY, "wildrydes.access." + property + '=' + value)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining(message));
    }

    @Test
    void showsNoSecretInALog() {
        runner.withPropertyValues("wildrydes.access.session-keys=" + KEY, "wildrydes.access.sign-in.client-secret=hush")
                .run(context -> assertThat(
                                context.getBean(SignInProperties.class).toString())
                        .doesNotContain(KEY, "hush"));
    }
}
