package com.wildrydes.localaws.objects;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in S3: {@code s3://bucket/key}. The key may be empty, or a prefix. */
public record ObjectAddress(String bucket, String key) {

    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,62}");
    private static final Pattern URI = Pattern.compile("s3[an]?://([^/]+)(?:/(.*))?", Pattern.DOTALL);

    public ObjectAddress {
        if (!BUCKET.matcher(bucket).matches()) {
            throw new IllegalArgumentException(
                    "A bucket's name must be 3 to 63 letters, digits, '.', '_' or '-', not " + bucket);
        }
    }

    /** @throws IllegalArgumentException when the text is not {@code s3://bucket/…} */
    public static ObjectAddress parse(String text) {
        Matcher matcher = URI.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A location must be s3://bucket/key, not " + text);
        }
        return new ObjectAddress(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2));
    }

    /** The address below this one; a slash is put between when there is none. */
    public ObjectAddress resolve(String name) {
        return new ObjectAddress(bucket, key.isEmpty() || key.endsWith("/") ? key + name : key + "/" + name);
    }

    /** The path of a path-style request, percent-encoded. */
    String path() {
        StringBuilder path = new StringBuilder("/").append(bucket).append('/');
        encode(key, "/", path);
        return path.toString();
    }

    static void encode(String text, String alsoPlain, StringBuilder to) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0) {
                to.append(c);
            } else if (alsoPlain.indexOf(c) >= 0) {
                to.append(c);
            } else {
                to.append(String.format("%%%02X", (int) c));
            }
        }
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
