package com.wildrydes.dashboard.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendTest {

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8081", "https://producer/", "http://[::1]:8081"})
    void takesAnAddress(String address) {
        assertThatCode(() -> new Backend("producer-service", URI.create(address)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "producer", "localhost:8081", "ftp://producer", "http:///path", "http://producer/api"})
    void refusesWhatIsNoAddress(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backend("producer-service", URI.create(address)))
                .withMessageContaining("producer-service")
                .withMessageContaining('"' + address + '"');
    }
}
