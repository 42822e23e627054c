package com.wildrydes.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class OpenWritesTest {

    private static final String UUID_1 = UUID.randomUUID().toString();

    @TempDir
    private Path data;

    @Test
    void knowsWhatWasWrittenBeforeAndDuringAListing() {
        OpenWrites writes = new OpenWrites();
        Set<String> seen = new HashSet<>();
        OpenWrites.Scope before = writes.write("b", "before");
        writes.write("b", "ended").close();
        OpenWrites.Scope listing = writes.listing(seen);
        writes.write("b", "during").close();
        before.close();
        listing.close();
        writes.write("b", "after").close();

        assertThat(seen).containsExactlyInAnyOrder("b/before", "b/during");
        assertThat(OpenWrites.isOf(seen, "b", "before-" + UUID_1)).isTrue();
        assertThat(OpenWrites.isOf(seen, "b", "before")).isFalse();
        assertThat(OpenWrites.isOf(seen, "other", "before-" + UUID_1)).isFalse();
        assertThat(OpenWrites.isOf(seen, "b", "after-" + UUID_1)).isFalse();
    }

    @Test
    void listsAnObjectOnlyOnceItIsWhole() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch listed = new CountDownLatch(1);
        InputStream slow = new InputStream() {
            private int sent;

            @Override
            public int read() {
                if (sent == 500_000) {
                    begun.countDown();
                    await(listed);
                }
                return sent++ < 1_000_000 ? 'x' : -1;
            }
        };
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.inFolder(data).withServices("s3"));
                S3Client s3 = ContractEndpoint.client(S3Client.builder().forcePathStyle(true), aws.endpoint())) {
            s3.createBucket(b -> b.bucket("bucket"));
            s3.putObject(b -> b.bucket("bucket").key("f/named-" + UUID_1), RequestBody.fromString("whole"));
            CompletableFuture<Void> put = CompletableFuture.runAsync(() ->
                    s3.putObject(b -> b.bucket("bucket").key("f/slow"), RequestBody.fromInputStream(slow, 1_000_000)));

            await(begun);
            assertThat(keys(s3)).containsExactly("f/named-" + UUID_1);
            listed.countDown();
            put.get(30, TimeUnit.SECONDS);

            assertThat(keys(s3)).containsExactly("f/named-" + UUID_1, "f/slow");
            Files.writeString(data.resolve("s3/bucket/f/killed-" + UUID.randomUUID()), "half");
            assertThat(keys(s3)).containsExactly("f/named-" + UUID_1, "f/slow");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> keys(S3Client s3) {
        return s3.listObjectsV2(b -> b.bucket("bucket").prefix("f/")).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
