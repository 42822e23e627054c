package com.wildrydes.archive.files;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The objects of the bucket below {@value #ROOT}, and no others. Thread-safe. */
final class ArchivedFiles {

    static final String ROOT = "raw/";

    private final S3Client s3;
    private final String bucket;

    ArchivedFiles(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** Whether the text can be, or can begin, the key of an archived file. */
    static boolean isBelowRoot(String key) {
        return key.startsWith(ROOT)
                && key.length() <= 1024
                && key.chars().noneMatch(c -> c < ' ' || c == '\\' || c == 127)
                // Where keys are files, as locally, these would lead elsewhere.
                && List.of(key.split("/", -1)).stream().noneMatch(part -> part.equals("..") || part.equals("."))
                && !key.contains("//");
    }

    /** @param bytes its size as stored */
    record ArchivedFile(String key, long bytes, Instant lastModified) {}

    /** @param more whether there are files after these */
    record Page(List<ArchivedFile> files, boolean more) {}

    /** @param after the last key of the page before */
    Page list(String prefix, @Nullable String after, int limit) {
        ListObjectsV2Response response = s3.listObjectsV2(
                list -> list.bucket(bucket).prefix(prefix).startAfter(after).maxKeys(limit));
        return new Page(
                response.contents().stream()
                        .map(object -> new ArchivedFile(object.key(), object.size(), object.lastModified()))
                        .toList(),
                Boolean.TRUE.equals(response.isTruncated()));
    }

    /** Opens a file for reading. */
    Optional<ResponseInputStream<GetObjectResponse>> open(String key) {
        try {
            return Optional.of(s3.getObject(get -> get.bucket(bucket).key(key)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
