package com.wildrydes.dashboard.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Session SESSION = new Session(
            "u-1",
            "Ada Lovelace",
            "aaa.bbb.ccc",
            NOW,
            NOW.plusSeconds(300),
            "rrr",
            "iii",
            "secret",
            NOW.plusSeconds(3600));

    @Test
    void isReadAsItWasWritten() {
        assertThat(Session.fromJson(SESSION.toJson())).hasValue(SESSION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "{\"subject\":\"u-1\"}",
                "{\"subject\":\"u-1\",\"name\":\"A\",\"accessToken\":\"t\",\"begun\":\"never\"}",
                "\u0000\u0001"
            })
    void isNoneWhenItCannotBeRead(String json) {
        assertThat(Session.fromJson(json.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @Test
    void showsNoSecretInALog() {
        assertThat(SESSION.toString()).doesNotContain("aaa", "rrr", "iii", "secret");
        assertThat(new Session.Tokens("aaa", NOW, NOW, "rrr", "iii").toString()).doesNotContain("aaa", "rrr", "iii");
    }
}
