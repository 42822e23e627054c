package com.wildrydes.dashboard.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileServerTest {

    @ParameterizedTest
    @CsvSource({
        "https://tile.example.org/{z}/{x}/{y}.png, https://tile.example.org",
        "http://127.0.0.1:8090/{z}/{y}/{x}, http://127.0.0.1:8090",
        "http://[::1]:8090/{z}/{y}/{x}, http://[::1]:8090",
        "https://tile.example.org?z={z}&x={x}&y={y}&key=a%20b, https://tile.example.org"
    })
    void allowsTheOriginOfItsTilesAndNoMore(String template, String origin) {
        assertThat(new TileServer(template, "", 19).origin()).isEqualTo(origin);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tile.example.org/{z}/{x}/{y}.png",
                "/tiles/{z}/{x}/{y}.png",
                "//tile.example.org/{z}/{x}/{y}.png",
                "ftp://tile.example.org/{z}/{x}/{y}.png",
                "javascript:alert(1)/{z}/{x}/{y}",
                "https:///{z}/{x}/{y}.png",
                "https://tile.example.org/{z}/{x}.png",
                "https://tile.example.org/{x}/{y}.png",
                "https://tile.example.org/{z}/{y}.png",
                "https://tile.example.org/{z}/{x}/{y}{r}.png",
                "https://tile.example.org/{z}/{x}/{y}/{}.png",
                "https://somebody:secret@tile.example.org/{z}/{x}/{y}.png",
                "https://tile.example.org/#{z}/{x}/{y}",
                "https://tile.example.org; script-src *;/{z}/{x}/{y}.png",
                "https://tile.example.org;/{z}/{x}/{y}.png",
                "https://*/{z}/{x}/{y}.png",
                "https://tile.example.org/{z}/{x}/{y}.png\n"
            })
    void refusesWhatIsNoAddressOfTiles(String template) {
        assertThatThrownBy(() -> new TileServer(template, "", 19))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "wildrydes.dashboard.map.tiles must be like https://tile.example.org/{z}/{x}/{y}.png, but was \""
                                + template + '"');
    }

    @ParameterizedTest
    @CsvSource({
        "https://{s}.tile.example.org/{z}/{x}/{y}.png, must name one host: {s} for several is not known here",
        "'https://{z}.example.org/{z}/{x}/{y}.png', 'must name one host: {z}, {x} and {y} belong into the path or the query'",
        "'https://tile.example.org:8{z}/{z}/{x}/{y}.png', 'must name one host: {z}, {x} and {y} belong into the path or the query'"
    })
    void refusesSeveralHosts(String template, String rule) {
        assertThatThrownBy(() -> new TileServer(template, "", 19))
                .hasMessage("wildrydes.dashboard.map.tiles " + rule + ", but was \"" + template + '"');
    }
}
