package com.wildrydes.localaws.objects;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes objects through the S3 API of one endpoint, path-style. Requests carry a signature's shape but not a valid
 * signature: it is for local stand-ins (ours, LocalStack's), none of which checks it. Safe for use by many threads.
 */
public final class ObjectStore {

    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final URI endpoint;
    private final Function<ObjectAddress, Optional<Path>> files;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public ObjectStore(URI endpoint) {
        this(endpoint, address -> Optional.empty());
    }

    /** @param files where an object lies on this machine, as a file that is never written again, if it does */
    public ObjectStore(URI endpoint, Function<ObjectAddress, Optional<Path>> files) {
        this.endpoint = endpoint;
        this.files = files;
    }

    /** @throws ObjectStoreException when S3 refuses, 404 when the bucket is not there */
    public void put(ObjectAddress address, Path file, String contentType) throws IOException {
        put(address, HttpRequest.BodyPublishers.ofFile(file), contentType);
    }

    /** @throws ObjectStoreException when S3 refuses, 404 when the bucket is not there */
    public void put(ObjectAddress address, byte[] bytes, String contentType) throws IOException {
        put(address, HttpRequest.BodyPublishers.ofByteArray(bytes), contentType);
    }

    private void put(ObjectAddress address, BodyPublisher body, String contentType) throws IOException {
        HttpRequest request =
                to(address, null).header("Content-Type", contentType).PUT(body).build();
        expect(200, send(request, BodyHandlers.ofByteArray()), address);
    }

    /** Writes the object to the file, which appears only once it is whole. An object on this machine is linked, not copied. */
    public void download(ObjectAddress address, Path file) throws IOException {
        Optional<Path> here = files.apply(address);
        if (here.isPresent() && isLinked(here.get(), file)) {
            return;
        }
        Path partial = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".partial");
        try {
            HttpResponse<Path> answer = send(to(address, null).GET().build(), BodyHandlers.ofFile(partial));
            if (answer.statusCode() != 200) {
                throw refusal(answer.statusCode(), Files.readAllBytes(partial), address);
            }
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static boolean isLinked(Path from, Path to) {
        try {
            Files.createLink(to, from);
            return true;
        } catch (FileAlreadyExistsException e) {
            return true;
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** At most so many bytes of the object from an offset on; none at or behind its end. */
    public byte[] read(ObjectAddress address, long offset, int length) throws IOException {
        HttpRequest request = to(address, null)
                .header("Range", "bytes=" + offset + "-" + (offset + length - 1))
                .GET()
                .build();
        HttpResponse<byte[]> answer = send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() == 416) {
            return new byte[0];
        }
        if (answer.statusCode() == 200 && offset > 0) {
            throw new IOException("S3 must answer a Range with a part of " + address + ", not with all of it");
        }
        return answer.statusCode() == 200 ? answer.body() : expect(206, answer, address);
    }

    /** What is directly below the prefix: objects, and the folders that hold more. */
    public Listing list(ObjectAddress prefix) throws IOException {
        List<StoredObject> objects = new ArrayList<>();
        List<String> folders = new ArrayList<>();
        String token = null;
        do {
            StringBuilder query = new StringBuilder("list-type=2&delimiter=%2F&prefix=");
            ObjectAddress.encode(prefix.key(), "", query);
            if (token != null) {
                query.append("&continuation-token=");
                ObjectAddress.encode(token, "", query);
            }
            HttpRequest request = to(new ObjectAddress(prefix.bucket(), ""), query.toString())
                    .GET()
                    .build();
            byte[] page = expect(200, send(request, BodyHandlers.ofByteArray()), prefix);
            try {
                token = Listing.readPage(page, objects, folders);
            } catch (XMLStreamException e) {
                throw new IOException("S3's listing of " + prefix + " must be XML", e);
            }
        } while (token != null);
        return new Listing(objects, folders);
    }

    private HttpRequest.Builder to(ObjectAddress address, @Nullable String query) {
        String date = AMZ_DATE.format(Instant.now());
        return HttpRequest.newBuilder(endpoint.resolve(address.path() + (query == null ? "" : "?" + query)))
                .timeout(Duration.ofMinutes(5))
                .header("x-amz-date", date)
                .header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=test/" + date.substring(0, 8)
                                + "/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=0");
    }

    private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> body) throws IOException {
        try {
            return client.send(request, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while S3 was called: " + request.uri());
        }
    }

    private static byte[] expect(int status, HttpResponse<byte[]> answer, ObjectAddress address) throws IOException {
        if (answer.statusCode() != status) {
            throw refusal(answer.statusCode(), answer.body(), address);
        }
        return answer.body();
    }

    private static ObjectStoreException refusal(int status, byte[] body, ObjectAddress address) {
        String text = new String(body, StandardCharsets.UTF_8);
        return new ObjectStoreException(
                status,
                "S3 answered " + status + " for " + address + ": " + text.substring(0, Math.min(text.length(), 500)));
    }
}
