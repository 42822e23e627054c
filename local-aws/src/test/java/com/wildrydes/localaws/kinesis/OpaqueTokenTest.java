package com.wildrydes.localaws.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpaqueTokenTest {

    @Test
    void givesBackItsWords() {
        String token = OpaqueToken.of("shards", "a", 5, "");

        assertThat(OpaqueToken.read("shards", token)).contains(List.of("a", "5", ""));
    }

    @Test
    void isOfOneKindOnly() {
        assertThat(OpaqueToken.read("iterator", OpaqueToken.of("shards", "a"))).isEmpty();
    }

    @Test
    void isRefusedWithAnyByteChanged() {
        byte[] bytes = Base64.getDecoder().decode(OpaqueToken.of("shards", "a", 5));
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i]++;

            assertThat(OpaqueToken.read("shards", Base64.getEncoder().encodeToString(changed)))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "AAA", "not base 64", "ä"})
    void isNotAnyOtherText(String text) {
        assertThat(OpaqueToken.read("shards", text)).isEmpty();
    }
}
