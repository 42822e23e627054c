package com.wildrydes.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessageTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"resync\"}", "{ \"why\" : [1, {\"type\": 2}], \"type\" : \"resync\" }"})
    void knowsResync(String text) {
        assertThat(ClientMessage.parse(text)).isEqualTo(ClientMessage.RESYNC);
    }

    @Test
    void leavesToAnotherVersionWhatItDoesNotKnow() {
        assertThat(ClientMessage.parse("{\"type\":\"viewport\",\"west\":1}")).isEqualTo(ClientMessage.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "resync",
                "[]",
                "\"resync\"",
                "{}",
                "{\"type\":1}",
                "{\"type\":",
                "{\"a\":{\"type\":\"resync\"}}"
            })
    void refusesWhatIsNoMessage(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ClientMessage.parse(text));
    }
}
