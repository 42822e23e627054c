package com.wildrydes.dashboard.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.HttpCookie;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SealedCookieTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final CookieSealer sealer = new CookieSealer(List.of(CookieSealerTest.key(1)));
    private final SealedCookie cookie = new SealedCookie("__Host-test", sealer, null);

    /** Keeps cookies as a browser does. */
    private final Map<String, String> browser = new LinkedHashMap<>();

    private void receive(List<String> setCookies) {
        for (String text : setCookies) {
            assertThat(text)
                    .endsWith("SameSite=Lax" + (text.contains("Max-Age=0") ? "; Max-Age=0" : ""))
                    .contains("; Path=/; Secure; HttpOnly");
            HttpCookie parsed = HttpCookie.parse("Set-Cookie: " + text).get(0);
            assertThat(parsed.getName().length() + parsed.getValue().length()).isLessThanOrEqualTo(4096);
            if (parsed.getMaxAge() == 0) {
                browser.remove(parsed.getName());
            } else {
                browser.put(parsed.getName(), parsed.getValue());
            }
        }
    }

    private byte[] random(int size) {
        byte[] content = new byte[size];
        new SplittableRandom(size).nextBytes(content);
        return content;
    }

    @Test
    void fitsIntoOneCookieWhenItIsSmall() {
        receive(cookie.write(random(1000), LATER, Set.of()));

        assertThat(browser).containsOnlyKeys("__Host-test.0");
        assertThat(cookie.read(browser, NOW)).hasValue(random(1000));
    }

    @Test
    void isCutIntoSeveralWhenItIsLarge() {
        receive(cookie.write(random(7000), LATER, Set.of()));

        assertThat(browser).containsOnlyKeys("__Host-test.0", "__Host-test.1", "__Host-test.2");
        assertThat(cookie.read(browser, NOW)).hasValue(random(7000));
    }

    @Test
    void takesAwayWhatALongerOneLeft() {
        receive(cookie.write(random(7000), LATER, Set.of()));
        receive(cookie.write(random(100), LATER, browser.keySet()));

        assertThat(browser).containsOnlyKeys("__Host-test.0");
        assertThat(cookie.read(browser, NOW)).hasValue(random(100));
    }

    @Test
    void isReadBesideWhatALongerOneLeft() {
        receive(cookie.write(random(7000), LATER, Set.of()));
        receive(cookie.write(random(100), LATER, Set.of()));

        assertThat(browser).hasSize(3);
        assertThat(cookie.read(browser, NOW)).hasValue(random(100));
    }

    @Test
    void countsAsNoneWhenAPartIsMissingOrOfAnother() {
        receive(cookie.write(random(7000), LATER, Set.of()));
        Map<String, String> cut = new LinkedHashMap<>(browser);
        cut.remove("__Host-test.1");
        assertThat(cookie.read(cut, NOW)).isEmpty();

        Map<String, String> first = new LinkedHashMap<>(browser);
        receive(cookie.write(random(7000), LATER, browser.keySet()));
        browser.put("__Host-test.0", String.valueOf(first.get("__Host-test.0")));
        assertThat(cookie.read(browser, NOW)).isEmpty();
        assertThat(cookie.read(Map.of(), NOW)).isEmpty();
        assertThat(cookie.read(Map.of("__Host-test.0", ""), NOW)).isEmpty();
        assertThat(cookie.read(Map.of("__Host-test.0", "9~x"), NOW)).isEmpty();
    }

    @Test
    void isNoneUnderAnotherName() {
        receive(cookie.write(random(10), LATER, Set.of()));
        SealedCookie other = new SealedCookie("__Host-other", sealer, null);

        assertThat(other.read(Map.of("__Host-other.0", String.valueOf(browser.get("__Host-test.0"))), NOW))
                .isEmpty();
    }

    @Test
    void isTakenOutOfTheBrowser() {
        receive(cookie.write(random(7000), LATER, Set.of()));
        receive(cookie.clear(browser.keySet()));

        assertThat(browser).isEmpty();
    }

    @Test
    void isKeptForAsLongAsSaid() {
        assertThat(new SealedCookie("__Host-test", sealer, Duration.ofMinutes(10)).write(random(1), LATER, Set.of()))
                .singleElement()
                .asString()
                .endsWith("; Max-Age=600");
    }

    @Test
    void saysWhenItIsTooLarge() {
        assertThatThrownBy(() -> cookie.write(random(12_000), LATER, Set.of()))
                .hasMessageMatching("A session must fit into 15200 characters of cookies, but takes 16\\d{3}: .*");
    }

    @Test
    void givesBackWhateverWasWrittenOfAnySize() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 500; i++) {
            byte[] content = new byte[random.nextInt(11_000)];
            random.nextBytes(content);
            receive(cookie.write(content, LATER, browser.keySet()));
            assertThat(cookie.read(browser, NOW)).as("seed %d", seed).hasValue(content);
        }
    }

    /** Each size, so that whatever is sealed ends on the last character of a cookie, one before, and one after. */
    @Test
    void givesBackWhatFillsACookieToItsLastCharacter() {
        Set<Integer> lengths = new TreeSet<>();
        for (int size = 2_600; size < 2_900; size++) {
            byte[] content = random(size);
            receive(cookie.write(content, LATER, browser.keySet()));
            lengths.add(browser.values().stream().mapToInt(String::length).sum());
            assertThat(cookie.read(browser, NOW)).as("%d bytes", size).hasValue(content);
        }
        assertThat(lengths)
                .containsAnyOf(SealedCookie.PART, SealedCookie.PART - 1)
                .containsAnyOf(SealedCookie.PART + 1, SealedCookie.PART + 2);
    }
}
