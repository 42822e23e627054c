package com.wildrydes.dashboard.signin;

import com.nimbusds.jose.CompressionAlgorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectDecrypter;
import com.nimbusds.jose.crypto.DirectEncrypter;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Makes text of content that nobody without the keys can read, change, put to another purpose, or use for longer than it was
 * meant: JWE (RFC 7516) with a direct key, A256GCM, compressed. Safe for use by many threads.
 */
final class CookieSealer {

    private static final int ID_BYTES = 6;

    private final List<Key> keys;

    /**
     * @param id names the key in what it sealed, so that only one has to be tried
     */
    private record Key(String id, DirectEncrypter encrypter, DirectDecrypter decrypter) {

        static Key of(byte[] bytes) {
            try {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
                String id = Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ID_BYTES));
                return new Key(id, new DirectEncrypter(bytes), new DirectDecrypter(bytes));
            } catch (NoSuchAlgorithmException | JOSEException e) {
                throw new IllegalArgumentException("A key must be of " + SessionKeys.BYTES + " bytes", e);
            }
        }
    }

    /** @param keys of {@link SessionKeys#BYTES} bytes; the first seals, all open */
    CookieSealer(List<byte[]> keys) {
        this.keys = keys.stream().map(Key::of).toList();
    }

    /**
     * @param purpose what it is for; only who names the same opens it
     * @param end from then on it counts as none, to the second
     */
    String seal(String purpose, byte[] content, Instant end) {
        Key key = keys.get(0);
        JWEHeader header = new JWEHeader.Builder(JWEAlgorithm.DIR, EncryptionMethod.A256GCM)
                .compressionAlgorithm(CompressionAlgorithm.DEF)
                .type(new JOSEObjectType(purpose))
                .keyID(key.id())
                .build();
        byte[] payload = ByteBuffer.allocate(Long.BYTES + content.length)
                .putLong(end.getEpochSecond())
                .put(content)
                .array();
        JWEObject sealed = new JWEObject(header, new Payload(payload));
        try {
            sealed.encrypt(key.encrypter());
        } catch (JOSEException e) {
            throw new IllegalStateException("A cookie could not be sealed", e);
        }
        return sealed.serialize();
    }

    /** @return empty for whatever this did not seal for that purpose, and for what has ended */
    Optional<byte[]> open(String purpose, String text, Instant now) {
        try {
            JWEObject sealed = JWEObject.parse(text);
            JWEHeader header = sealed.getHeader();
            boolean ours = JWEAlgorithm.DIR.equals(header.getAlgorithm())
                    && EncryptionMethod.A256GCM.equals(header.getEncryptionMethod())
                    && new JOSEObjectType(purpose).equals(header.getType());
            Optional<Key> key = keys.stream()
                    .filter(one -> one.id().equals(header.getKeyID()))
                    .findFirst();
            if (!ours || key.isEmpty()) {
                return Optional.empty();
            }
            sealed.decrypt(key.get().decrypter());
            ByteBuffer payload = ByteBuffer.wrap(sealed.getPayload().toBytes());
            if (Instant.ofEpochSecond(payload.getLong()).isAfter(now)) {
                byte[] content = new byte[payload.remaining()];
                payload.get(content);
                return Optional.of(content);
            }
            return Optional.empty();
        } catch (ParseException | JOSEException | RuntimeException e) {
            // Whatever a browser sends is no fault of this process; a library's slip over it must not become an error
            // page.
            return Optional.empty();
        }
    }
}
