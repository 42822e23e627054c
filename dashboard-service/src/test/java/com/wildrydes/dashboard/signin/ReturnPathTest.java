package com.wildrydes.dashboard.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/", "/#archive", "/apis.html#archive-service", "/?a=b#c"})
    void leadsBackIntoThisSite(String path) {
        assertThat(ReturnPath.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "archive",
                "//evil.example",
                "/\\evil.example",
                "https://evil.example",
                "/\t/evil.example",
                "/a\r\nSet-Cookie: x",
                "javascript:alert(1)",
                "/ö"
            })
    void leadsNowhereElse(String path) {
        assertThat(ReturnPath.of(path)).isEqualTo("/");
    }

    @Test
    void leadsToTheMapByDefault() {
        assertThat(ReturnPath.of(null)).isEqualTo("/");
        assertThat(ReturnPath.of('/' + "a".repeat(500))).isEqualTo("/");
    }
}
