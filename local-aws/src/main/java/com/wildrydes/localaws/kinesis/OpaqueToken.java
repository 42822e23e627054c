package com.wildrydes.localaws.kinesis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/** Packs a few words into a text that clients hand back unread, and tells when it is not one of ours. */
final class OpaqueToken {

    private static final String SEPARATOR = "\n";

    private OpaqueToken() {}

    /** @param words without line breaks */
    static String of(String kind, Object... words) {
        StringBuilder text = new StringBuilder(kind);
        for (Object word : words) {
            text.append(SEPARATOR).append(word);
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(bytes.length + 4)
                        .putInt(crc(bytes, 0))
                        .put(bytes)
                        .array());
    }

    /** The words that the token of this kind was made of. */
    static Optional<List<String>> read(String kind, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length < 4 || ByteBuffer.wrap(bytes).getInt() != crc(bytes, 4)) {
            return Optional.empty();
        }
        List<String> words =
                List.of(new String(bytes, 4, bytes.length - 4, StandardCharsets.UTF_8).split(SEPARATOR, -1));
        return words.get(0).equals(kind) ? Optional.of(words.subList(1, words.size())) : Optional.empty();
    }

    private static int crc(byte[] bytes, int offset) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, bytes.length - offset);
        return (int) crc.getValue();
    }
}
