package com.wildrydes.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FileNamesTest {

    @Test
    void leavesAsciiKeysAsTheyAre() {
        assertThat(FileNames.of("raw/2026/11/23/01/a b+c%20.json.gz")).isEqualTo("raw/2026/11/23/01/a b+c%20.json.gz");
    }

    @Test
    void spellsOtherCharactersInAscii() {
        assertThat(FileNames.of("é~")).isEqualTo("~C3~A9~7E");
    }

    @Test
    void takesAFileThatSomebodyElseNamedByItsName() {
        assertThat(FileNames.toKey("backup~")).isEqualTo("backup~");
        assertThat(FileNames.toKey("backup~1~zz")).isEqualTo("backup~1~zz");
    }

    @Test
    void givesBackEveryKeyAndKeepsTheirOrder() {
        Random random = new Random(20261124);
        List<String> keys =
                Stream.generate(() -> randomKey(random)).limit(2_000).toList();

        assertThat(keys).allSatisfy(key -> {
            assertThat(FileNames.of(key)).matches("\\p{ASCII}*");
            assertThat(FileNames.toKey(FileNames.of(key))).isEqualTo(key);
        });
        assertThat(keys.stream().map(FileNames::of).sorted().map(FileNames::toKey))
                .isSortedAccordingTo((a, b) ->
                        Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8)));
    }

    private static String randomKey(Random random) {
        int[] alphabet = {'a', 'z', '/', '%', '~', 0xe9, 0x3b1, 0x65e5, 0x1f984};
        return IntStream.range(0, 1 + random.nextInt(6))
                .map(i -> alphabet[random.nextInt(alphabet.length)])
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
