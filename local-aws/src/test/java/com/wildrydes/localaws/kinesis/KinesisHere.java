package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.http.AwsServer;
import com.wildrydes.localaws.http.NoFallback;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A Kinesis of this process whose clock stands still until it is moved, and a client that never tries again by itself. */
final class KinesisHere implements AutoCloseable {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-23T01:02:03Z"));
    private final AwsServer server;
    private final KinesisService service;
    private final KinesisClient client;

    KinesisHere(Path folder, Faults faults) {
        this(folder, faults, 1 << 30);
    }

    KinesisHere(Path folder, Faults faults, long retentionBytes) {
        InstantSource clock = now::get;
        service = new KinesisService(folder, "us-east-1", retentionBytes, faults, clock);
        server = AwsServer.bind("127.0.0.1", 0);
        server.mount("/_local-aws/faults", service.faultsServlet());
        server.start(List.of(service), new NoFallback());
        client = ContractEndpoint.client(
                KinesisClient.builder().overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry())),
                server.endpoint());
    }

    KinesisClient client() {
        return client;
    }

    KinesisService service() {
        return service;
    }

    URI endpoint() {
        return server.endpoint();
    }

    Instant now() {
        return Objects.requireNonNull(now.get());
    }

    void pass(Duration duration) {
        now.updateAndGet(before -> before.plus(duration));
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
