package com.wildrydes.localaws.s3;

import static com.wildrydes.localaws.ContractEndpoint.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.NotOnLocalStack;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.s3.presigner.model.GetObjectPresignRequest;
import software.amazon.awssdk.services.s3.presigner.model.PutObjectPresignRequest;

@Tag("localstack")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class S3ContractTest {

    private static final String BUCKET = unique("contract");

    private static S3Client s3;

    @BeforeAll
    static void createBucket() {
        s3 = ContractEndpoint.client(S3Client.builder().forcePathStyle(true));
        s3.createBucket(b -> b.bucket(BUCKET));
    }

    @AfterAll
    static void close() {
        s3.close();
    }

    private static void put(String key, String text) {
        s3.putObject(b -> b.bucket(BUCKET).key(key), RequestBody.fromString(text));
    }

    private static String get(String key) {
        return s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asUtf8String();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.json",
                "raw/2026/11/23/01/wildrydes-1-2026-11-23-01-02-03-x.gz",
                "with space+plus&and=percent%41.txt",
                "tilde~7E~.txt",
                "straße/日本/\uD83E\uDD84.txt",
                "dots/a..b/c.txt"
            })
    void returnsWhatWasPutUnderAnyKey(String key) {
        put(key, "content of " + key);

        assertThat(get(key)).isEqualTo("content of " + key);
        assertThat(s3.headObject(b -> b.bucket(BUCKET).key(key)).contentLength())
                .isPositive();
        assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET).prefix(key)).contents())
                .extracting(S3Object::key)
                .containsExactly(key);
    }

    @ParameterizedTest
    @EnumSource(
            value = ChecksumAlgorithm.class,
            names = {"CRC32", "SHA1", "SHA256"})
    void decodesBodiesWithTrailingChecksums(ChecksumAlgorithm algorithm) {
        assertDecodes(algorithm);
    }

    @Test
    @NotOnLocalStack("takes a trailing CRC32C for two checksums and refuses it")
    void decodesBodiesWithATrailingCrc32c() {
        assertDecodes(ChecksumAlgorithm.CRC32_C);
    }

    private static void assertDecodes(ChecksumAlgorithm algorithm) {
        byte[] content = new byte[300_000];
        new Random(7).nextBytes(content);

        s3.putObject(
                b -> b.bucket(BUCKET).key("checked").checksumAlgorithm(algorithm),
                RequestBody.fromContentProvider(
                        () -> new ByteArrayInputStream(content), content.length, "application/octet-stream"));

        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("checked")).asByteArray())
                .isEqualTo(content);
    }

    @Test
    void decodesBodiesWhoseChunksAreSigned() {
        try (S3Client signing = ContractEndpoint.client(S3Client.builder()
                .forcePathStyle(true)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(true).build()))) {
            signing.putObject(b -> b.bucket(BUCKET).key("chunked"), RequestBody.fromString("x".repeat(200_000)));
        }

        assertThat(get("chunked")).hasSize(200_000).matches("x+");
    }

    @Test
    void keepsContentTypeAndMetadata() {
        s3.putObject(
                b -> b.bucket(BUCKET)
                        .key("described")
                        .contentType("application/json")
                        .contentEncoding("gzip")
                        .metadata(Map.of("origin", "test")),
                RequestBody.fromString("{}"));

        var head = s3.headObject(b -> b.bucket(BUCKET).key("described"));

        assertThat(head.contentType()).isEqualTo("application/json");
        assertThat(head.contentEncoding()).isEqualTo("gzip");
        assertThat(head.metadata()).containsEntry("origin", "test");
    }

    @Test
    void joinsThePartsOfAMultipartUpload() {
        String key = "parts/übersicht.bin";
        String first = "a".repeat(5 << 20);
        String upload = s3.createMultipartUpload(b -> b.bucket(BUCKET).key(key)).uploadId();
        List<CompletedPart> parts = new ArrayList<>();
        for (String part : List.of(first, "end")) {
            int number = parts.size() + 1;
            String etag = s3.uploadPart(
                            b -> b.bucket(BUCKET).key(key).uploadId(upload).partNumber(number),
                            RequestBody.fromString(part))
                    .eTag();
            parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
        }

        assertThat(s3.listMultipartUploads(b -> b.bucket(BUCKET)).uploads())
                .anyMatch(open -> open.key().equals(key));
        s3.completeMultipartUpload(
                b -> b.bucket(BUCKET).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));

        assertThat(get(key)).isEqualTo(first + "end");
        assertThat(s3.headObject(b -> b.bucket(BUCKET).key(key)).eTag()).endsWith("-2\"");
    }

    @Test
    void readsARange() {
        put("ranged", "0123456789");

        assertThat(s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("ranged").range("bytes=3-5"))
                        .asUtf8String())
                .isEqualTo("345");
        assertThatThrownBy(() ->
                        s3.getObjectAsBytes(b -> b.bucket(BUCKET).key("ranged").range("bytes=10-20")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(416));
    }

    @Test
    void copiesAnObject() {
        put("copy/ä source", "copied");

        s3.copyObject(b -> b.sourceBucket(BUCKET)
                .sourceKey("copy/ä source")
                .destinationBucket(BUCKET)
                .destinationKey("copy/ö target"));

        assertThat(get("copy/ö target")).isEqualTo("copied");
    }

    @Test
    void listsInPagesInTheOrderOfKeys() {
        assertListsInPages("paged/", "l");
    }

    @Test
    @NotOnLocalStack("answers HTTP 500 where a page ends with a key that is not ASCII")
    void listsInPagesThatEndWithAnyKey() {
        assertListsInPages("pagéd/", "ü");
    }

    private static void assertListsInPages(String prefix, String odd) {
        List<String> keys = IntStream.range(0, 25)
                .mapToObj(i -> prefix + (i % 2 == 0 ? "k" : odd) + String.format("%02d", i))
                .sorted()
                .toList();
        keys.forEach(key -> put(key, "x"));

        List<String> listed = new ArrayList<>();
        int pages = 0;
        for (ListObjectsV2Response page : s3.listObjectsV2Paginator(ListObjectsV2Request.builder()
                .bucket(BUCKET)
                .prefix(prefix)
                .maxKeys(10)
                .build())) {
            pages++;
            page.contents().forEach(object -> listed.add(object.key()));
        }

        assertThat(listed).isEqualTo(keys);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void listsTheFoldersBelowAPrefix() {
        put("tree/2026/11/a", "x");
        put("tree/2026/12/b", "x");
        put("tree/top", "x");

        ListObjectsV2Response listing =
                s3.listObjectsV2(b -> b.bucket(BUCKET).prefix("tree/").delimiter("/"));

        assertThat(listing.contents()).extracting(S3Object::key).containsExactly("tree/top");
        assertThat(listing.commonPrefixes()).extracting(p -> p.prefix()).containsExactly("tree/2026/");
    }

    @Test
    void deletesSeveralObjectsAtOnce() {
        put("gone/1", "x");
        put("gone/2", "x");

        s3.deleteObjects(b -> b.bucket(BUCKET)
                .delete(d -> d.objects(o -> o.key("gone/1"), o -> o.key("gone/2"), o -> o.key("gone/never was"))));

        assertThat(s3.listObjectsV2(b -> b.bucket(BUCKET).prefix("gone/")).contents())
                .isEmpty();
    }

    @Test
    void doesNotOverwriteWhenAskedNotTo() {
        put("once", "first");

        assertThatThrownBy(() -> s3.putObject(
                        b -> b.bucket(BUCKET).key("once").ifNoneMatch("*"), RequestBody.fromString("second")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(get("once")).isEqualTo("first");
    }

    @Test
    void answers304ToAReaderThatHasTheObject() {
        put("cached", "same");
        String etag = s3.headObject(b -> b.bucket(BUCKET).key("cached")).eTag();

        assertThatThrownBy(
                        () -> s3.getObject(b -> b.bucket(BUCKET).key("cached").ifNoneMatch(etag)))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(304));
        assertThatThrownBy(
                        () -> s3.getObject(b -> b.bucket(BUCKET).key("cached").ifMatch("\"other\"")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    }

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(() -> get("never put")).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(() -> s3.listObjectsV2(b -> b.bucket(unique("no-bucket"))))
                .isInstanceOf(NoSuchBucketException.class);
    }

    @Test
    void doesNotDeleteABucketThatHoldsObjects() {
        String bucket = unique("full");
        s3.createBucket(b -> b.bucket(bucket));
        s3.putObject(b -> b.bucket(bucket).key("x"), RequestBody.fromString("x"));

        assertThatThrownBy(() -> s3.deleteBucket(b -> b.bucket(bucket)))
                .isInstanceOfSatisfying(
                        S3Exception.class,
                        e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BucketNotEmpty"));
        s3.deleteObject(b -> b.bucket(bucket).key("x"));
        s3.deleteBucket(b -> b.bucket(bucket));
        assertThat(s3.listBuckets().buckets()).noneMatch(b -> b.name().equals(bucket));
    }

    private static S3Presigner presigner() {
        return S3Presigner.builder()
                .endpointOverride(ContractEndpoint.get())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any-key", "any")))
                .serviceConfiguration(
                        S3Configuration.builder().pathStyleAccessEnabled(true).build())
                .build();
    }

    private static URI link(S3Presigner presigner, String key) throws URISyntaxException {
        return presigner
                .presignGetObject(GetObjectPresignRequest.builder()
                        .signatureDuration(Duration.ofMinutes(5))
                        .getObjectRequest(GetObjectRequest.builder()
                                .bucket(BUCKET)
                                .key(key)
                                .build())
                        .build())
                .url()
                .toURI();
    }

    @Test
    void honoursPresignedLinks() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (S3Presigner presigner = presigner()) {
            var put = presigner.presignPutObject(PutObjectPresignRequest.builder()
                    .signatureDuration(Duration.ofMinutes(5))
                    .putObjectRequest(b -> b.bucket(BUCKET).key("presigned/ä"))
                    .build());

            assertThat(http.send(
                                    HttpRequest.newBuilder(put.url().toURI())
                                            .PUT(HttpRequest.BodyPublishers.ofString("by link"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(http.send(
                                    HttpRequest.newBuilder(link(presigner, "presigned/ä"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body())
                    .isEqualTo("by link");
        }
    }

    @Test
    @NotOnLocalStack("checks neither the signature of a link nor its end")
    void refusesPresignedLinksAfterTheirEnd() throws Exception {
        put("expired", "x");
        HttpClient http = HttpClient.newHttpClient();
        try (S3Presigner presigner = presigner()) {
            String expired =
                    link(presigner, "expired").toString().replaceAll("X-Amz-Date=\\d{8}", "X-Amz-Date=20200101");
            assertThat(http.send(
                                    HttpRequest.newBuilder(URI.create(expired)).build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(403);
        }
    }
}
