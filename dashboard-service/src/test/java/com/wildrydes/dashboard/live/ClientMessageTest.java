package com.wildrydes.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientMessageTest {

    private static ClientMessage subscribe(Bounds bounds) {
        return new ClientMessage.Subscribe(new Subscription(bounds, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"resync\"}", "{ \"why\" : [1, {\"type\": 2}], \"type\" : \"resync\" }"})
    void knowsResync(String text) {
        assertThat(ClientMessage.parse(text)).isEqualTo(new ClientMessage.Resync());
    }

    @Test
    void knowsASubscriptionToAPartOfTheMapWestFirst() {
        assertThat(ClientMessage.parse("{\"type\":\"subscribe\",\"bounds\":[-74.3,40,-73.7,40.9]}"))
                .isEqualTo(subscribe(new Bounds(-74.3, 40, -73.7, 40.9)));
    }

    @Test
    void knowsASubscriptionToSomeUnicornsInAnyOrderOfKeysAndEachOnce() {
        assertThat(ClientMessage.parse("{\"names\":[\"独角兽 🦄\",\"B\",\"B\"],\"type\":\"subscribe\"}"))
                .isEqualTo(new ClientMessage.Subscribe(new Subscription(null, Set.of("B", "独角兽 🦄"))));
    }

    @Test
    void knowsASubscriptionToBoth() {
        assertThat(ClientMessage.parse("{\"type\":\"subscribe\",\"bounds\":[1,2,3,4],\"names\":[\"A\"]}"))
                .isEqualTo(new ClientMessage.Subscribe(new Subscription(new Bounds(1, 2, 3, 4), Set.of("A"))));
    }

    @Test
    void knowsASubscriptionToEverybody() {
        assertThat(ClientMessage.parse("{\"type\":\"subscribe\"}")).isEqualTo(new ClientMessage.Subscribe(null));
    }

    @Test
    void leavesToAnotherVersionWhatItDoesNotKnow() {
        assertThat(ClientMessage.parse("{\"type\":\"viewport\",\"bounds\":1}")).isEqualTo(new ClientMessage.Unknown());
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
                "{\"type\":\"resync\"} more",
                "{\"a\":{\"type\":\"resync\"}}"
            })
    void refusesWhatIsNoMessageAndSaysWhatItWas(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientMessage.parse(text))
                .withMessage("A message must be a JSON object with a \"type\", but was " + text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"bounds\":[1,2,3] | bounds must be [west, south, east, north] in degrees, but was [1,2,3]",
                "\"bounds\":[1,2,3,4,5] | bounds must be [west, south, east, north] in degrees, but was [1,2,3,4,5]",
                "\"bounds\":[1,2,3,\"4\"] | bounds must be [west, south, east, north] in degrees, but was [1,2,3,\"4\"]",
                "\"bounds\":[1,2,3,null] | bounds must be [west, south, east, north] in degrees, but was [1,2,3,null]",
                "\"bounds\":null | bounds must be [west, south, east, north] in degrees, but was null",
                "\"bounds\":{} | bounds must be [west, south, east, north] in degrees, but was {}",
                "\"bounds\":[1e999,2,3,4] | bounds: west must be -180 to 180 degrees, but was Infinity",
                "\"bounds\":[1,-91,3,4] | bounds: south must be -90 to 90 degrees, but was -91.0",
                "\"bounds\":[1,5,3,4] | bounds: south must be at most north, but was 5.0 > 4.0",
                "\"names\":\"A\" | names must be an array of strings, but was \"A\"",
                "\"names\":[\"A\",1] | names must be an array of strings, but was [\"A\",1]",
                "\"names\":[\"A/B\"] | names: a Name must have no control characters and none of / \\ ; %, but contains U+2F"
            })
    void refusesABadSubscriptionAndSaysWhatMustHold(String members, String why) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClientMessage.parse("{\"type\":\"subscribe\"," + members + "}"))
                .withMessage(why);
    }

    @Test
    void hasRoomForAsManyOfTheLongestNamesAsMayBeSubscribedTo() {
        String names = IntStream.range(0, Subscription.MOST_NAMES)
                .mapToObj(i -> "\"" + "🦄".repeat(125) + (100 + i) + "\"")
                .collect(Collectors.joining(","));
        String text = "{\"type\":\"subscribe\",\"bounds\":[-74.300001,40.500001,-73.700001,40.900001],\"names\":["
                + names + "]}";

        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(FleetSocket.LONGEST_MESSAGE);
        assertThat(ClientMessage.parse(text)).isInstanceOf(ClientMessage.Subscribe.class);
    }
}
