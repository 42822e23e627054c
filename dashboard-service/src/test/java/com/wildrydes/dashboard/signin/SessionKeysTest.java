package com.wildrydes.dashboard.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionKeysTest {

    private static final String KEY = Base64.getEncoder().encodeToString(CookieSealerTest.key(1));

    @Test
    void readsBase64() {
        assertThat(SessionKeys.parse(List.of(KEY, ' ' + KEY + '\n')))
                .containsExactly(CookieSealerTest.key(1), CookieSealerTest.key(1));
    }

    @Test
    void saysHowToMakeOneWhenThereIsNone() {
        assertThatThrownBy(() -> SessionKeys.parse(List.of()))
                .hasMessageContaining("wildrydes.access.session-keys must hold at least one key")
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void saysWhichIsWrongAndNeverShowsIt() {
        assertThatThrownBy(() -> SessionKeys.parse(List.of(KEY, "c2VjcmV0")))
                .hasMessageStartingWith("wildrydes.access.session-keys[1] must be 32 bytes in Base64")
                .hasMessageEndingWith("but has 6")
                .hasMessageNotContaining("c2VjcmV0");
        assertThatThrownBy(() -> SessionKeys.parse(List.of("se$cret")))
                .hasMessageStartingWith("wildrydes.access.session-keys[0] must be 32 bytes")
                .hasMessageEndingWith("but is no Base64")
                .hasMessageNotContaining("cret")
                .hasNoCause();
    }
}
