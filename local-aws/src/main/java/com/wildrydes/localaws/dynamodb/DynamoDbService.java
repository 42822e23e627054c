package com.wildrydes.localaws.dynamodb;

import com.wildrydes.localaws.http.AwsBody;
import com.wildrydes.localaws.http.AwsException;
import com.wildrydes.localaws.http.AwsService;
import com.wildrydes.localaws.http.CalledResource;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * DynamoDB and its streams: passes each call on to the {@link DynamoDbBackend} and its answer back, unchanged. But a Scan of
 * DynamoDB Local without a Limit gets one.
 */
public final class DynamoDbService implements AwsService {

    private static final Logger log = LoggerFactory.getLogger(DynamoDbService.class);

    /** DynamoDB Local takes an access key of letters and digits only; the signature it does not check. */
    private static final String PLAIN_AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/"
            + "aws4_request, SignedHeaders=host, Signature=0";

    /**
     * Items in a page of DynamoDB Local's Scan. Without a Limit it reads all that is left of the table for each page and only
     * then cuts it at 1 MB: with 192 MB of heap it dies of a table of 200,000 summaries. With this one it holds 25 MB.
     */
    static final int SCANNED_ITEMS = 2_000;

    /** The checksum belongs to the bytes, so it goes with them; what browsers would be allowed does not. */
    private static final List<String> ANSWER_HEADERS = List.of("Content-Type", "x-amzn-RequestId", "x-amz-crc32");

    static {
        // Idle connections end here before DynamoDB Local ends them there; by default the client keeps them for 20
        // minutes.
        System.setProperty("jdk.httpclient.keepalive.timeout", "20");
    }

    private final DynamoDbBackend backend;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public DynamoDbService(DynamoDbBackend backend) {
        this.backend = backend;
    }

    @Override
    public Set<String> targetPrefixes() {
        return Set.of("DynamoDB_20120810", "DynamoDBStreams_20120810");
    }

    @Override
    public void handle(String operation, HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpResponse<byte[]> answer = send(operation, toBackend(operation, request));
        response.setStatus(answer.statusCode());
        for (String header : ANSWER_HEADERS) {
            answer.headers().firstValue(header).ifPresent(value -> response.setHeader(header, value));
        }
        response.setContentLength(answer.body().length);
        response.getOutputStream().write(answer.body());
    }

    private HttpRequest toBackend(String operation, HttpServletRequest request) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(backend.endpoint())
                .timeout(Duration.ofSeconds(60))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(operation, request)));
        copy("X-Amz-Target", request, builder);
        copy("Content-Type", request, builder);
        copy("X-Amz-Date", request, builder);
        if (backend.isDynamoDbLocal()) {
            builder.header("Authorization", PLAIN_AUTHORIZATION);
        } else {
            copy("Authorization", request, builder);
            copy("X-Amz-Security-Token", request, builder);
        }
        return builder.build();
    }

    /** The bytes go on as they came, but for the Limit; what is wrong with them is DynamoDB's to say. */
    private byte[] body(String operation, HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readAllBytes();
        try {
            JsonNode call = AwsBody.JSON.mapper().readTree(body);
            CalledResource.isIn(request, call);
            if (operation.equals("Scan")
                    && backend.isDynamoDbLocal()
                    && call instanceof ObjectNode scan
                    && !scan.has("Limit")) {
                return AwsBody.JSON.mapper().writeValueAsBytes(scan.put("Limit", SCANNED_ITEMS));
            }
        } catch (JacksonException e) {
            log.debug("What a call is about is not known", e);
        }
        return body;
    }

    private static void copy(String header, HttpServletRequest from, HttpRequest.Builder to) {
        String value = from.getHeader(header);
        if (value != null) {
            to.header(header, value);
        }
    }

    private HttpResponse<byte[]> send(String operation, HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while DynamoDB's " + operation + " was under way");
        } catch (IOException e) {
            log.warn("DynamoDB's {} could not be passed on to {}: {}", operation, request.uri(), e.toString());
            throw new AwsException(500, "InternalServerError", "DynamoDB at " + request.uri() + " must answer: " + e);
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
