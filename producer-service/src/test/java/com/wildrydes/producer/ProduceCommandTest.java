package com.wildrydes.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProduceCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<Report> received = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private Iterator<Integer> statuses = Collections.emptyIterator();

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/telemetry", exchange -> {
            received.add(ReportJson.read(exchange.getRequestBody().readAllBytes()));
            byte[] answer = "{\"detail\":\"so it is\"}".getBytes(UTF_8);
            exchange.sendResponseHeaders(statuses.hasNext() ? statuses.next() : 202, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void printsAPeriodForEachAcceptedReport() throws Exception {
        int status = run("--name", "Rocinante", "--count", "2", "--url", url() + "/");

        assertThat(status).isZero();
        assertThat(out.toString(UTF_8).trim()).isEqualTo("..");
        assertThat(err.toString(UTF_8)).isEmpty();
        assertThat(received).extracting(Report::name).containsExactly("Rocinante", "Rocinante");
        assertThat(received).allSatisfy(r -> assertThat(r.distanceMetres()).isBetween(29.0, 31.0));
    }

    @Test
    void goesOnAfterAnOutageAndTellsTheWholeDistance() throws Exception {
        statuses = List.of(202, 429, 504, 202).iterator();

        int status = run("--count", "4", "--url", url());

        assertThat(status).isZero();
        assertThat(out.toString(UTF_8).trim()).isEqualTo("..");
        assertThat(err.toString(UTF_8))
                .contains("answered 429: {\"detail\":\"so it is\"}; trying again every second")
                .doesNotContain("504")
                .contains("accepted again");
        assertThat(received.get(3).distanceMetres()).isBetween(80.0, 93.0);
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "503"})
    void endsWhenTheFirstReportIsNotAccepted(int answer) throws Exception {
        statuses = List.of(answer).iterator();

        assertThat(run("--url", url())).isEqualTo(1);

        assertThat(out.toString(UTF_8)).doesNotContain(".");
        assertThat(err.toString(UTF_8)).contains("/api/telemetry answered " + answer + ": {\"detail\":\"so it is\"}");
    }

    @Test
    void saysWhatToDoWhenNobodyAnswers() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }

        assertThat(run("--url", "http://127.0.0.1:" + free)).isEqualTo(1);

        assertThat(err.toString(UTF_8))
                .startsWith("produce: no answer from http://127.0.0.1:" + free + "/api/telemetry (")
                .contains("does the fleet fly? ./wildrydes up");
    }

    @ParameterizedTest
    @CsvSource({
        "--nme x, there is no option --nme",
        "--name, --name must have a value",
        "--name a/b, Name must have no control characters",
        "--url localhost:8080, --url must be http://HOST",
        "--latitude 91, latitude must be between -90 and 90",
        "Shadowfax, an option must begin with --"
    })
    void saysWhatIsWrongWithItsArguments(String arguments, String message) throws Exception {
        assertThat(run(arguments.split(" "))).isEqualTo(2);

        assertThat(err.toString(UTF_8)).startsWith("produce: " + message).contains("usage: produce");
    }

    @Test
    void helps() throws Exception {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8)).startsWith("usage: produce");
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int run(String... arguments) throws InterruptedException {
        return ProduceCommand.run(
                arguments, Duration.ofMillis(1), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
