package com.wildrydes.streams.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedriveCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void helps() throws Exception {
        assertThat(run(Map.of(), "--help")).isZero();

        assertThat(out.toString(UTF_8)).startsWith("usage: redrive").contains("--dry-run");
        assertThat(err.toString(UTF_8)).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithItsArgumentsAndHowTheyMustBe() throws Exception {
        assertThat(run(Map.of(), "--form", "2026-11-28T09:00:00Z")).isEqualTo(RedriveCommand.USAGE_ERROR);

        assertThat(err.toString(UTF_8))
                .startsWith("redrive: there is no option --form")
                .contains("usage: redrive");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @Test
    void saysWhomItAskedWhenNobodyAnswers() throws Exception {
        String nobody = "http://127.0.0.1:" + freePort();

        assertThat(run(Map.of("AWS_ENDPOINT_URL", nobody))).isEqualTo(RedriveCommand.NOT_ALL);

        assertThat(err.toString(UTF_8)).startsWith("redrive: " + nobody + " must answer, but ");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private int run(Map<String, String> environment, String... arguments) throws InterruptedException {
        return RedriveCommand.run(
                arguments, environment, new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    }
}
