package com.wildrydes.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.wildrydes.dashboard.Reports;
import com.wildrydes.dashboard.fleet.Fleet;
import com.wildrydes.dashboard.fleet.Unicorn;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {

    private static final Bounds NEW_YORK = new Bounds(-74.3, 40.5, -73.7, 40.9);

    private static Unicorn unicorn(String name, double latitude, double longitude) {
        Fleet fleet = new Fleet(1);
        fleet.apply(Reports.of(name).at(latitude, longitude).build(), Reports.NOON);
        return fleet.find(name).orElseThrow();
    }

    private final Unicorn near = unicorn("Shadowfax", 40.75, -73.99);
    private final Unicorn far = unicorn("Rocinante", 39.41, -3.0);

    @Test
    void matchesWhoIsWithinTheBounds() {
        Subscription subscription = new Subscription(NEW_YORK, Set.of());

        assertThat(subscription.matches(near)).isTrue();
        assertThat(subscription.matches(far)).isFalse();
    }

    @Test
    void matchesWhoIsNamedWhereverThatIs() {
        Subscription subscription = new Subscription(null, Set.of("Rocinante"));

        assertThat(subscription.matches(near)).isFalse();
        assertThat(subscription.matches(far)).isTrue();
    }

    @Test
    void matchesWhoIsEitherWithinTheBoundsOrNamed() {
        Subscription subscription = new Subscription(NEW_YORK, Set.of("Rocinante"));

        assertThat(subscription.matches(near)).isTrue();
        assertThat(subscription.matches(far)).isTrue();
        assertThat(subscription.matches(unicorn("Sleipnir", 59.9, 10.7))).isFalse();
    }

    @Test
    void matchesNobodyWhenNobodyIsNamed() {
        assertThat(new Subscription(null, Set.of()).matches(near)).isFalse();
    }

    @Test
    void takesAHundredNamesAndNoMore() {
        Set<String> hundred =
                IntStream.range(0, 100).mapToObj(i -> "Unicorn " + i).collect(Collectors.toSet());
        assertThat(new Subscription(null, hundred).names()).hasSize(100);

        Set<String> more = IntStream.range(0, 101).mapToObj(i -> "Unicorn " + i).collect(Collectors.toSet());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subscription(null, more))
                .withMessage("names must be at most 100, but were 101");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " Shadowfax", "a/b", "line\nbreak"})
    void refusesWhatCannotBeAName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subscription(null, Set.of(name)))
                .withMessageStartingWith("names: a Name must ");
    }
}
