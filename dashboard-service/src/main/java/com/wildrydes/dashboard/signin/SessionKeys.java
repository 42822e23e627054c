package com.wildrydes.dashboard.signin;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The keys that sessions are sealed with: the first seals, every one opens, so that keys can be changed without signing anybody out. */
final class SessionKeys {

    static final String SETTING = "wildrydes.access.session-keys";
    static final int BYTES = 32;

    private static final String HOW = " (openssl rand -base64 32 makes one)";

    private SessionKeys() {}

    /**
     * @param texts in Base64
     * @throws IllegalArgumentException that says what must hold, but never shows a key
     */
    static List<byte[]> parse(List<String> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException(SETTING + " must hold at least one key with which browsers' sessions are"
                    + " sealed, the same for every replica" + HOW
                    + ", but is not set. It is needed because wildrydes.access.mode is sign-in");
        }
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            keys.add(parse(texts.get(i), SETTING + '[' + i + ']'));
        }
        return List.copyOf(keys);
    }

    private static byte[] parse(String text, String name) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            // Without the cause, which shows a part of the key.
            throw new IllegalArgumentException(
                    name + " must be " + BYTES + " bytes in Base64" + HOW + ", but is no Base64");
        }
        if (key.length != BYTES) {
            throw new IllegalArgumentException(
                    name + " must be " + BYTES + " bytes in Base64" + HOW + ", but has " + key.length);
        }
        return key;
    }
}
