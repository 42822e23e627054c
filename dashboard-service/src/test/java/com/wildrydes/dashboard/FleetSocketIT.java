package com.wildrydes.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wildrydes.dashboard.live.ProtocolClient;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The WebSocket through the real server, with the JDK's own client. */
// Heartbeats never end, so that who waits for a message that does not come would wait for ever.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FleetSocketIT {

    private final DashboardServer server = new DashboardServer(
            "wildrydes.dashboard.live.interval=50ms",
            "wildrydes.dashboard.live.send-timeout=500ms",
            "wildrydes.dashboard.live.heartbeat=200ms",
            "wildrydes.dashboard.live.max-sessions=20");

    private Instant now = Instant.now();

    @BeforeAll
    void putSomebodyOnTheMap() {
        report("Shadowfax");
        await().until(() -> server.metric("wildrydes.dashboard.unicorns") >= 1);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private void report(String name) {
        report(name, 40.749167, -73.985184);
    }

    private void report(String name, double latitude, double longitude) {
        now = now.plusMillis(1);
        arrives(Reports.of(name).at(latitude, longitude).at(now));
    }

    /** Whatever time it tells, it arrives now. */
    private void arrives(Reports report) {
        server.streams().put("wildrydes", now, report.json());
    }

    private static void takeUntil(TestSocket.Opened opened, ProtocolClient client, String name) throws Exception {
        while (!client.unicorns().containsKey(name)) {
            assertThat(client.take(opened.messages().next())).isTrue();
        }
    }

    @Test
    void sendsASnapshotThenFrames() throws Exception {
        TestSocket.Opened opened = TestSocket.open(server.webSocket());
        ProtocolClient client = new ProtocolClient();

        String first = opened.messages().next();
        client.take(first);
        report("Rocinante 独角兽 <img onerror=x>");
        takeUntil(opened, client, "Rocinante 独角兽 <img onerror=x>");

        assertThat(first).startsWith("{\"type\":\"snapshot\"").contains("Shadowfax");
        assertThat(client.unicorns()).containsKey("Shadowfax");
        opened.socket().abort();
    }

    @Test
    void startsOverOnResync() throws Exception {
        TestSocket.Opened opened = TestSocket.open(server.webSocket());
        opened.messages().next();

        opened.socket().sendText("{\"type\":\"resync\"}", true);
        String message = opened.messages().next();
        while (!message.startsWith("{\"type\":\"snapshot\"")) {
            message = opened.messages().next();
        }

        assertThat(message).contains("Shadowfax");
        opened.socket().abort();
    }

    @Test
    void sendsToWhoSubscribesWhatMatchesAndOnceMoreWhatLeaves() throws Exception {
        TestSocket.Opened opened = TestSocket.open(server.webSocket());
        ProtocolClient client = new ProtocolClient();
        client.take(opened.messages().next());
        report("Arion", -10, 179.5);
        report("Grani", 10, 0);
        takeUntil(opened, client, "Grani");

        opened.socket()
                .sendText("{\"type\":\"subscribe\",\"bounds\":[179,-20,-179,0],\"names\":[\"Bayard 🦄\"]}", true);
        while (!client.unicorns().keySet().equals(Set.of("Arion"))) {
            assertThat(client.take(opened.messages().next())).isTrue();
        }
        report("Grani", 11, 0);
        report("Arion", -10, -178.5);
        report("Bayard 🦄", 10, 0);
        takeUntil(opened, client, "Bayard 🦄");

        assertThat(client.unicorns()).containsOnlyKeys("Arion", "Bayard 🦄");
        assertThat(client.unicorns().get("Arion")).startsWith("[\"Arion\",-10.0,-178.5,");

        opened.socket().sendText("{\"type\":\"subscribe\"}", true);
        takeUntil(opened, client, "Grani");
        assertThat(client.unicorns().get("Grani")).startsWith("[\"Grani\",11.0,0.0,");
        opened.socket().abort();
    }

    @Test
    void closesWithABadSubscriptionAndSaysWhatMustHold() throws Exception {
        TestSocket.Opened opened = TestSocket.open(server.webSocket());
        opened.socket().sendText("{\"type\":\"subscribe\",\"bounds\":[0,91,0,0]}", true);

        assertThat(opened.messages().closed.get(20, TimeUnit.SECONDS)).isEqualTo(1003);
        assertThat(opened.messages().closeReason.get())
                .isEqualTo("bounds: south must be -90 to 90 degrees, but was 91.0");
    }

    @Test
    void closesWithAReasonThatFitsHoweverLongTheMessageWas() throws Exception {
        TestSocket.Opened opened = TestSocket.open(server.webSocket());
        opened.socket().sendText("[\"" + "🦄".repeat(500) + "\"]", true);

        assertThat(opened.messages().closed.get(20, TimeUnit.SECONDS)).isEqualTo(1003);
        assertThat(opened.messages().closeReason.get())
                .startsWith("A message must be a JSON object with a \"type\", but was [\"🦄🦄")
                .endsWith("🦄…");
    }

    @Test
    void doesNotMoveAVehicleBackThatUploadsABacklogOfTwoHours() throws Exception {
        TestSocket.Opened opened = TestSocket.open(server.webSocket());
        ProtocolClient client = new ProtocolClient();
        report("Llamrei", 41, -74);
        takeUntil(opened, client, "Llamrei");
        String place = client.unicorns().get("Llamrei");

        for (int second = 7200; second > 0; second--) {
            arrives(Reports.of("Llamrei").at(50, 10).at(now.minusSeconds(second)));
        }
        report("After the backlog");
        while (!client.unicorns().containsKey("After the backlog")) {
            assertThat(client.take(opened.messages().next())).isTrue();
            assertThat(client.unicorns().get("Llamrei")).isEqualTo(place);
        }

        assertThat(Http.get(server.http("/api/positions/Llamrei")).body())
                .contains("\"latitude\":41.0,\"longitude\":-74.0,");
        opened.socket().abort();
    }

    @Test
    void isNotPinnedByAStatusTimeIn2099() throws Exception {
        TestSocket.Opened opened = TestSocket.open(server.webSocket());
        ProtocolClient client = new ProtocolClient();
        now = now.plusMillis(1);
        arrives(Reports.of("Xanthus").at(50, 10).at(Instant.parse("2099-01-01T00:00:00Z")));
        takeUntil(opened, client, "Xanthus");
        assertThat(client.unicorns().get("Xanthus"))
                .startsWith("[\"Xanthus\",50.0,10.0,")
                .endsWith("," + now.toEpochMilli() + "]");

        report("Xanthus", 41, -74);
        report("After the clock was set right");
        takeUntil(opened, client, "After the clock was set right");

        assertThat(client.unicorns().get("Xanthus")).startsWith("[\"Xanthus\",41.0,-74.0,");
        assertThat(Http.get(server.http("/api/positions/Xanthus")).body())
                .contains("\"latitude\":41.0,\"longitude\":-74.0,");
        opened.socket().abort();
    }

    @Test
    void sendsASnapshotLargerThanAnyBuffer() throws Exception {
        for (int i = 0; i < 5000; i++) {
            report("Unicorn " + i);
        }
        await().until(() -> server.metric("wildrydes.dashboard.unicorns") >= 5001);

        TestSocket.Opened opened = TestSocket.open(server.webSocket());
        ProtocolClient client = new ProtocolClient();
        client.take(opened.messages().next());

        assertThat(client.unicorns()).hasSizeGreaterThan(5000);
        opened.socket().abort();
    }

    @Test
    void givesUpAClientThatDoesNotReadAndServesTheOthersMeanwhile() throws Exception {
        for (int i = 0; i < 5000; i++) {
            report("Unicorn " + i);
        }
        double before = server.metric("wildrydes.dashboard.sessions.given.up");
        TestSocket.Opened deaf = TestSocket.openWithoutReading(server.webSocket());
        TestSocket.Opened other = TestSocket.open(server.webSocket());
        ProtocolClient client = new ProtocolClient();

        // Frames of everybody, until all buffers on the way to the one who does not read are full.
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            for (int i = 0; i < 5000; i++) {
                report("Unicorn " + i);
            }
            client.take(other.messages().next());
            return server.metric("wildrydes.dashboard.sessions.given.up") > before;
        });
        report("Somebody new");
        takeUntil(other, client, "Somebody new");

        deaf.socket().abort();
        other.socket().abort();
    }

    @Test
    void passesOverAClientThatDoesNotReadBeforeMuchIsUnderWayToIt() throws Exception {
        for (int i = 0; i < 5000; i++) {
            report("Unicorn " + i);
        }
        await().until(() -> server.metric("wildrydes.dashboard.unicorns") >= 5000);
        await().until(() -> server.metric("wildrydes.dashboard.sessions") == 0);
        double skipped = server.metric("wildrydes.dashboard.messages.skipped");
        double sent = server.metric("wildrydes.dashboard.bytes.sent");

        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4096);
            deaf.connect(new InetSocketAddress("127.0.0.1", server.port()));
            deaf.getOutputStream()
                    .write(("GET /ws/fleet HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                                    + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13"
                                    + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                for (int i = 0; i < 5000; i++) {
                    report("Unicorn " + i);
                }
                return server.metric("wildrydes.dashboard.messages.skipped") > skipped;
            });
        }

        // A snapshot and a frame or two; by itself Linux would take megabytes.
        assertThat(server.metric("wildrydes.dashboard.bytes.sent") - sent).isLessThan(1_500_000);
    }

    @Test
    void closesWithWhatIsNoMessage() throws Exception {
        TestSocket.Opened opened = TestSocket.open(server.webSocket());
        opened.socket().sendText("hello", true);

        assertThat(opened.messages().closed.get(20, TimeUnit.SECONDS)).isEqualTo(1003);
    }

    @Test
    void closesWithAMessageThatIsTooLong() throws Exception {
        TestSocket.Opened opened = TestSocket.open(server.webSocket());
        opened.socket().sendText("{\"type\":\"" + "x".repeat(70_000) + "\"}", true);

        // The server reads no further, so the rest of the message may break the connection before the client has its
        // reason.
        assertThat(opened.messages().closed.get(20, TimeUnit.SECONDS)).isIn(1009, TestSocket.BROKEN);
    }

    @Test
    void refusesThePageOfAnotherSite() {
        WebSocket.Builder foreign =
                HttpClient.newHttpClient().newWebSocketBuilder().header("Origin", "https://evil.example.com");

        assertThatThrownBy(() -> foreign.buildAsync(server.webSocket(), new WebSocket.Listener() {})
                        .join())
                .isInstanceOf(CompletionException.class);
    }
}
