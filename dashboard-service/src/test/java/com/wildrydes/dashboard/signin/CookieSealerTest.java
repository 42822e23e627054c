package com.wildrydes.dashboard.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieSealerTest {

    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);
    private static final byte[] CONTENT = "Shadowfax's rider".getBytes(StandardCharsets.UTF_8);

    private final byte[] key = key(1);
    private final CookieSealer sealer = new CookieSealer(List.of(key));

    static byte[] key(long seed) {
        byte[] bytes = new byte[SessionKeys.BYTES];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void opensWhatItSealed() {
        String sealed = sealer.seal("session", CONTENT, LATER);

        assertThat(sealer.open("session", sealed, NOW)).hasValue(CONTENT);
        assertThat(sealed).doesNotContain("rider").matches("[A-Za-z0-9._-]+");
    }

    @Test
    void neverSealsTheSameContentToTheSameText() {
        assertThat(sealer.seal("session", CONTENT, LATER)).isNotEqualTo(sealer.seal("session", CONTENT, LATER));
    }

    @Test
    void opensNothingFromItsEndOn() {
        String sealed = sealer.seal("session", CONTENT, LATER);

        assertThat(sealer.open("session", sealed, LATER.minusMillis(1))).isPresent();
        assertThat(sealer.open("session", sealed, LATER)).isEmpty();
    }

    @Test
    void opensNothingThatWasSealedForAnotherPurpose() {
        String sealed = sealer.seal("sign-in", CONTENT, LATER);

        assertThat(sealer.open("session", sealed, NOW)).isEmpty();
    }

    @Test
    void opensWithAnOlderKeyAndSealsWithTheFirst() {
        byte[] newer = key(2);
        CookieSealer rotated = new CookieSealer(List.of(newer, key));
        CookieSealer newOnly = new CookieSealer(List.of(newer));

        assertThat(rotated.open("session", sealer.seal("session", CONTENT, LATER), NOW))
                .hasValue(CONTENT);
        assertThat(newOnly.open("session", rotated.seal("session", CONTENT, LATER), NOW))
                .hasValue(CONTENT);
        assertThat(newOnly.open("session", sealer.seal("session", CONTENT, LATER), NOW))
                .isEmpty();
    }

    @Test
    void opensNothingEncryptedInAnotherWayWithTheSameKey() throws Exception {
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A128CBC_HS256)
                .type(new JOSEObjectType("session"))
                .keyID(JWEObject.parse(sealer.seal("session", CONTENT, LATER))
                        .getHeader()
                        .getKeyID())
                .build();
        byte[] payload = ByteBuffer.allocate(8 + CONTENT.length)
                .putLong(LATER.getEpochSecond())
                .put(CONTENT)
                .array();
        JWEObject other = new JWEObject(header, new Payload(payload));
        other.encrypt(new DirectEncrypter(key));

        assertThat(sealer.open("session", other.serialize(), NOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "....",
                "a.b.c.d.e",
                "eyJhbGciOiJub25lIn0..",
                "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0....",
                "\u0000"
            })
    void opensNothingElse(String text) {
        assertThat(sealer.open("session", text, NOW)).isEmpty();
    }

    /** Bits are changed at places of the text's own alphabet, texts are cut, glued, and taken to other keys. */
    @Test
    void opensNothingThatWasChanged() {
        long seed = new SplittableRandom().nextLong();
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
        for (int i = 0; i < 3_000; i++) {
            byte[] content = new byte[random.nextInt(200)];
            random.nextBytes(content);
            String sealed = sealer.seal("session", content, LATER);
            assertThat(sealer.open("session", sealed, NOW)).as("seed %d", seed).hasValue(content);

            int at = random.nextInt(sealed.length());
            char other = alphabet.charAt(random.nextInt(alphabet.length()));
            String changed = switch (random.nextInt(4)) {
                case 0 -> sealed.substring(0, at);
                case 1 -> sealed.substring(at + 1);
                case 2 -> sealed.substring(0, at) + other + sealed.substring(at);
                default -> sealed.substring(0, at) + other + sealed.substring(at + 1);
            };
            if (!changed.equals(sealed)) {
                assertThat(sealer.open("session", changed, NOW))
                        .as("seed %d, %s of %s", seed, changed, sealed)
                        .satisfies(opened -> assertThat(opened.isEmpty() || sameBits(changed, sealed))
                                .isTrue());
            }
        }
    }

    /** The last character of a part of Base64 has bits that mean nothing. */
    private static boolean sameBits(String a, String b) {
        String[] as = a.split("\\.", -1);
        String[] bs = b.split("\\.", -1);
        if (as.length != bs.length) {
            return false;
        }
        for (int i = 0; i < as.length; i++) {
            if (!java.util.Arrays.equals(
                    new com.nimbusds.jose.util.Base64URL(as[i]).decode(),
                    new com.nimbusds.jose.util.Base64URL(bs[i]).decode())) {
                return false;
            }
        }
        return true;
    }
}
