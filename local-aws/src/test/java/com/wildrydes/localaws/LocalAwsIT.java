package com.wildrydes.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalAwsIT {

    @TempDir
    private Path data;

    @Test
    void tellsItsHealthAndGivesThePortBackWhenItIsClosed() throws Exception {
        int port;
        try (LocalAws running = LocalAws.start(LocalAwsOptions.inFolder(data).withServices("kinesis", "s3"))) {
            port = running.port();
            HttpResponse<String> health = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(running.endpoint().resolve("/_local-aws/health"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).contains("\"UP\"", "\"services\":[\"kinesis\",\"s3\"]");
            assertThatThrownBy(() -> LocalAws.start(
                            LocalAwsOptions.inFolder(data.resolve("other")).withPort(port)))
                    .hasMessageContaining("local-aws must be able to listen on 127.0.0.1:" + port);
        }
        try (LocalAws again = LocalAws.start(
                LocalAwsOptions.inFolder(data).withServices("kinesis").withPort(port))) {
            assertThat(again.port()).isEqualTo(port);
        }
    }

    @Test
    void endsWithOneLineThatNamesWhatIsWrong() throws Exception {
        Process process = LocalAwsProcess.launch("--data=" + data, "--port=many");

        assertThat(process.inputReader().lines()).containsExactly("local-aws: --port must be a whole number, got many");
        assertThat(process.waitFor()).isEqualTo(1);
    }
}
