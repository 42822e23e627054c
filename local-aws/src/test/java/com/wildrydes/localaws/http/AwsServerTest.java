package com.wildrydes.localaws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

class AwsServerTest {

    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> events = new ArrayList<>();
    private final CountDownLatch slowBegun = new CountDownLatch(1);
    private final CountDownLatch slowMayEnd = new CountDownLatch(1);
    private final AtomicReference<URI> own = new AtomicReference<>();

    private AwsServer server;

    private final class Echo implements AwsService {

        @Override
        public Set<String> targetPrefixes() {
            return Set.of("Echo_20260101");
        }

        @Override
        public void handle(String operation, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            switch (operation) {
                case "Fail" -> throw AwsException.client("EchoException", "It must not be so, got ä");
                case "Break" -> throw new IllegalStateException("broken");
                case "Slow" -> {
                    slowBegun.countDown();
                    try {
                        slowMayEnd.await();
                    } catch (InterruptedException e) {
                        throw new IOException(e);
                    }
                    events.add("slow call answered");
                    AwsBody.of(request).write(response, Map.of());
                }
                default -> {
                    AwsBody body = AwsBody.of(request);
                    JsonNode read = body.read(request);
                    CalledResource.isIn(request, read);
                    body.write(
                            response,
                            Map.of(
                                    "operation",
                                    operation,
                                    "read",
                                    read,
                                    "at",
                                    Instant.ofEpochMilli(1_795_523_785_504L)));
                }
            }
        }

        @Override
        public void close() {
            events.add("service closed, fallback answers "
                    + send(HttpRequest.newBuilder(own.get())).statusCode());
        }

        @Override
        public String toString() {
            return "Echo";
        }
    }

    private static final class Teapot extends HttpServlet {

        private static final long serialVersionUID = 1;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setStatus(418);
            response.getOutputStream().print(request.getRequestURI());
        }
    }

    @BeforeEach
    void start() {
        server = AwsServer.bind("127.0.0.1", 0);
        own.set(server.endpoint());
        server.start(List.of(new Echo()), new Teapot());
    }

    @AfterEach
    void stop() {
        slowMayEnd.countDown();
        server.close();
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder call(String target, AwsBody body, Object content) {
        return HttpRequest.newBuilder(server.endpoint())
                .header("X-Amz-Target", target)
                .header("Content-Type", body.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.mapper().writeValueAsBytes(content)));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void answersACallInTheEncodingItCameInOverEitherHttp(HttpClient.Version version) {
        HttpResponse<byte[]> answer =
                send(call("Echo_20260101.Say", AwsBody.JSON, Map.of("a", 1)).version(version));

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-json-1.1");
        assertThat(answer.headers().firstValue("x-amzn-RequestId")).isPresent();
        JsonNode body = AwsBody.JSON.mapper().readTree(answer.body());
        assertThat(body.get("operation").stringValue()).isEqualTo("Say");
        assertThat(body.get("read").get("a").intValue()).isEqualTo(1);
        assertThat(body.get("at").decimalValue()).isEqualByComparingTo("1795523785.504");
    }

    @Test
    void writesATimestampInCborAsTheSdksReadIt() {
        HttpResponse<byte[]> answer = send(call("Echo_20260101.Say", AwsBody.CBOR, Map.of("a", 1)));

        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-amz-cbor-1.1");
        assertThat(new CBORMapper().readTree(answer.body()).get("at").longValue())
                .isEqualTo(1_795_523_785_504L);
    }

    @ParameterizedTest
    @EnumSource(AwsBody.class)
    void givesAnErrorItsNameInBodyAndHeader(AwsBody encoding) {
        HttpResponse<byte[]> answer = send(call("Echo_20260101.Fail", encoding, Map.of()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("EchoException");
        JsonNode body = encoding.mapper().readTree(answer.body());
        assertThat(body.get("__type").stringValue()).isEqualTo("EchoException");
        assertThat(body.get("message").stringValue()).isEqualTo("It must not be so, got ä");
    }

    @Test
    void answersWithAnErrorOnlyAfterItHasReadALargeBody() throws IOException {
        int length = 8 * 1024 * 1024;
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            OutputStream output = socket.getOutputStream();
            output.write(("POST / HTTP/1.1\r\nHost: local\r\nX-Amz-Target: Echo_20260101.Fail\r\nContent-Length: "
                            + length + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 8; i++) {
                output.write(new byte[length / 8]);
            }

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("EchoException");
        }
    }

    @Test
    void tellsACallerOfAFailureOfItsOwn() {
        HttpResponse<byte[]> answer = send(call("Echo_20260101.Break", AwsBody.JSON, Map.of()));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("InternalFailure");
    }

    @Test
    void refusesATargetThatNobodyPlays() {
        HttpResponse<byte[]> answer = send(call("Kinesis_20131202.PutRecord", AwsBody.JSON, Map.of()));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("UnknownOperationException");
    }

    @Test
    void refusesABodyThatIsNotWhatItsTypeSays() {
        HttpResponse<byte[]> answer = send(HttpRequest.newBuilder(server.endpoint())
                .header("X-Amz-Target", "Echo_20260101.Say")
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString("{\"a\":")));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains("SerializationException");
    }

    @Test
    void givesEverythingElseToTheFallbackWithItsPathAsItWasSent() {
        HttpResponse<byte[]> answer =
                send(HttpRequest.newBuilder(URI.create(server.endpoint() + "/bucket/a%2Fb%20c/%E2%82%AC")));

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(answer.body()).asString().isEqualTo("/bucket/a%2Fb%20c/%E2%82%AC");
    }

    @Test
    void countsTheCallsOfEachOperationWhateverTheirAnswer() {
        send(call("Echo_20260101.Say", AwsBody.JSON, Map.of()));
        send(call("Echo_20260101.Say", AwsBody.CBOR, Map.of()));
        send(call("Echo_20260101.Fail", AwsBody.JSON, Map.of()));
        send(call("Kinesis_20131202.PutRecord", AwsBody.JSON, Map.of()));
        send(HttpRequest.newBuilder(server.endpoint().resolve("/bucket/key")));

        HttpResponse<byte[]> answer =
                send(HttpRequest.newBuilder(server.endpoint().resolve("/_local-aws/calls")));

        JsonNode body = AwsBody.JSON.mapper().readTree(answer.body());
        assertThat(body.get("calls").toString())
                .isEqualTo("{\"Echo\":{\"Fail\":1,\"Say\":2},\"S3\":{\"GetObject\":1}}");
        assertThat(Instant.parse(body.get("since").stringValue())).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void countsTheCallsByWhoMadeThemAndOnWhat() {
        String agent = "aws-sdk-java/2.40.0 ua/2.1 app/archive-service api/Echo#2.40.0 cfg/retry-mode#standard";
        send(call("Echo_20260101.Say", AwsBody.JSON, Map.of("StreamName", "wildrydes"))
                .header("User-Agent", agent));
        send(call(
                "Echo_20260101.Say",
                AwsBody.CBOR,
                Map.of("ConsumerARN", "arn:aws:kinesis:us-east-1:000000000000:stream/reports/consumer/map:17")));
        for (String path : List.of("/bucket", "/bucket/raw/2026/file", "/bucket/raw/file?uploadId=7&partNumber=1")) {
            send(HttpRequest.newBuilder(URI.create(server.endpoint() + path)).header("User-Agent", agent));
        }

        HttpResponse<byte[]> answer =
                send(HttpRequest.newBuilder(server.endpoint().resolve("/_local-aws/calls")));

        assertThat(AwsBody.JSON.mapper().readTree(answer.body()).get("callers").toString())
                .isEqualTo("{\"\":{\"Echo\":{\"Say\":{\"reports\":1}}},"
                        + "\"archive-service\":{\"Echo\":{\"Say\":{\"wildrydes\":1}},"
                        + "\"S3\":{\"GetObject\":{\"bucket/raw/\":1},\"ListBucket\":{\"bucket\":1},"
                        + "\"ListMultipartUploadParts\":{\"bucket/raw/\":1}}}}");
    }

    @Test
    void endsCallsThenServicesWhileTheFallbackStillAnswers() throws Exception {
        CompletableFuture<HttpResponse<byte[]>> slow = http.sendAsync(
                call("Echo_20260101.Slow", AwsBody.JSON, Map.of()).build(), HttpResponse.BodyHandlers.ofByteArray());
        slowBegun.await();

        Thread stopping = new Thread(server::close);
        stopping.start();
        await().until(this::stopHasBegun);
        slowMayEnd.countDown();
        stopping.join();

        assertThat(slow.join().statusCode()).isEqualTo(200);
        assertThat(events).containsExactly("slow call answered", "service closed, fallback answers 418");
        assertThatThrownBy(() -> send(HttpRequest.newBuilder(own.get()))).hasRootCauseInstanceOf(IOException.class);
    }

    private boolean stopHasBegun() {
        try {
            return send(call("Echo_20260101.Say", AwsBody.JSON, Map.of())).statusCode() == 503;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    @Test
    void doesNotLetTwoServicesAnswerToOneName() {
        try (AwsServer other = AwsServer.bind("127.0.0.1", 0)) {
            assertThatThrownBy(() -> other.start(List.of(new Echo(), new Echo()), new NoFallback()))
                    .hasMessageContaining("Two services answer to Echo_20260101: Echo and Echo");
        }
    }
}
