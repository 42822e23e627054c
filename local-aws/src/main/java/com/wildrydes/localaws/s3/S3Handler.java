package com.wildrydes.localaws.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3ErrorCode;
import org.gaul.s3proxy.S3ProxyException;
import org.gaul.s3proxy.S3ProxyHandler;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** S3Proxy's handler, and the error answers that S3Proxy itself writes in its own server's handler, which is not used here. */
final class S3Handler extends S3ProxyHandler {

    private static final long MAX_SINGLE_PUT_BYTES = 5L << 30;
    private static final int MAX_CHUNK_BYTES = 16 << 20;
    private static final int MAX_CLOCK_SKEW_SECONDS = 900;

    /** What belongs to an error beside its document: the ETag of a 304, say. */
    private static final List<String> ERROR_HEADERS = List.of("ETag", "Allow");

    private S3Handler(Path root, boolean hasAttributes) {
        super(
                new PortableBlobStore(new FilesystemNio2BlobStore(root.toString()), hasAttributes),
                AuthenticationType.NONE,
                null,
                null,
                null,
                MAX_SINGLE_PUT_BYTES,
                MAX_CHUNK_BYTES,
                MAX_CHUNK_BYTES,
                true,
                null,
                "",
                MAX_CLOCK_SKEW_SECONDS);
    }

    /** @param root the folder of the buckets; made when it is missing */
    static S3Handler over(Path root) throws IOException {
        // A relative root makes every listing empty.
        Path folder = Files.createDirectories(root.toAbsolutePath().normalize());
        boolean hasAttributes =
                Files.getFileStore(folder).supportsFileAttributeView(UserDefinedFileAttributeView.class);
        return new S3Handler(folder, hasAttributes);
    }

    void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            doHandle(request, request, response, request.getInputStream(), null);
        } catch (IOException | RuntimeException e) {
            AwsServiceException error = awsErrorIn(e);
            if (error != null) {
                answer(request, response, error);
            } else if (e instanceof UnsupportedOperationException) {
                answer(request, response, new S3ProxyException(S3ErrorCode.NOT_IMPLEMENTED, text(e)));
            } else if (e instanceof IllegalArgumentException || e instanceof IllegalStateException) {
                answer(request, response, new S3ProxyException(S3ErrorCode.INVALID_REQUEST, text(e)));
            } else {
                throw e;
            }
        }
    }

    private static String text(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    private static @Nullable AwsServiceException awsErrorIn(Throwable thrown) {
        return Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                .filter(AwsServiceException.class::isInstance)
                .map(AwsServiceException.class::cast)
                .findFirst()
                .orElse(null);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, S3ErrorCode code) throws IOException {
        answer(request, response, new S3ProxyException(code));
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, AwsServiceException error)
            throws IOException {
        SdkHttpResponse original = S3Exceptions.httpResponse(error);
        if (original != null) {
            for (String header : ERROR_HEADERS) {
                original.firstMatchingHeader(header).ifPresent(value -> response.setHeader(header, value));
            }
        }
        String code = S3Exceptions.errorCode(error);
        if (code != null) {
            String message = error.awsErrorDetails().errorMessage();
            sendSimpleErrorResponse(
                    request, response, code, error.statusCode(), message == null ? "" : message, Map.of());
            return;
        }
        switch (error.statusCode()) {
            case 412 -> {
                if (asksIfModified(request)) {
                    response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
                } else {
                    answer(request, response, S3ErrorCode.PRECONDITION_FAILED);
                }
            }
            case 400, 422 -> answer(request, response, S3ErrorCode.BAD_DIGEST);
            case 403 -> answer(request, response, S3ErrorCode.ACCESS_DENIED);
            case 405 -> answer(request, response, S3ErrorCode.METHOD_NOT_ALLOWED);
            case 416 -> answer(request, response, S3ErrorCode.INVALID_RANGE);
            default -> response.setStatus(error.statusCode());
        }
    }

    /** The store says 412 to every condition that fails; to a read that asks for news the answer is 304. */
    private static boolean asksIfModified(HttpServletRequest request) {
        boolean read = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
        return read
                && request.getHeader("If-Match") == null
                && request.getHeader("If-Unmodified-Since") == null
                && (request.getHeader("If-None-Match") != null || request.getHeader("If-Modified-Since") != null);
    }
}
