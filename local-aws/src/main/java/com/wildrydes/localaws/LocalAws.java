package com.wildrydes.localaws;

import com.wildrydes.localaws.athena.AthenaService;
import com.wildrydes.localaws.dynamodb.DynamoDbBackend;
import com.wildrydes.localaws.dynamodb.DynamoDbLocal;
import com.wildrydes.localaws.dynamodb.DynamoDbService;
import com.wildrydes.localaws.firehose.FirehoseService;
import com.wildrydes.localaws.http.AwsServer;
import com.wildrydes.localaws.http.AwsService;
import com.wildrydes.localaws.http.HealthServlet;
import com.wildrydes.localaws.http.NoFallback;
import com.wildrydes.localaws.kinesis.KinesisService;
import com.wildrydes.localaws.objects.ObjectStore;
import com.wildrydes.localaws.s3.S3Servlet;
import jakarta.servlet.http.HttpServlet;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The AWS services that the suite uses, played by one process on one port. {@code main} runs until SIGTERM or Ctrl-C; tests
 * start it in their own process with {@link #start}.
 */
public final class LocalAws implements AutoCloseable {

    private final AwsServer server;

    private LocalAws(AwsServer server) {
        this.server = server;
    }

    /**
     * Starts; answers calls when it returns.
     *
     * @throws RuntimeException when it cannot, with a message for a person, and nothing is left running
     */
    public static LocalAws start(LocalAwsOptions options) {
        AwsServer server = AwsServer.bind(options.host(), options.port());
        List<AwsService> services = new ArrayList<>();
        try {
            server.mount("/_local-aws/health", new HealthServlet(List.copyOf(new TreeSet<>(options.services()))));
            if (options.services().contains("kinesis")) {
                KinesisService kinesis = new KinesisService(
                        options.data().resolve("kinesis"),
                        options.region(),
                        options.kinesisRetentionBytes(),
                        options.kinesisFaults(),
                        InstantSource.system());
                services.add(kinesis);
                server.mount("/_local-aws/faults", kinesis.faultsServlet());
            }
            Path s3Root = options.data().resolve("s3");
            ObjectStore objects = options.s3Endpoint() == null
                    ? new ObjectStore(
                            server.endpoint(), address -> S3Servlet.file(s3Root, address.bucket(), address.key()))
                    : new ObjectStore(options.s3Endpoint());
            if (options.services().contains("firehose")) {
                services.add(new FirehoseService(
                        options.data().resolve("firehose"),
                        objects,
                        options.region(),
                        Clock.systemUTC(),
                        options::firehoseFailures));
            }
            if (options.services().contains("athena")) {
                services.add(AthenaService.over(options.data().resolve("athena"), objects, Clock.systemUTC()));
            }
            if (options.services().contains("dynamodb")) {
                services.add(new DynamoDbService(
                        options.dynamodbEndpoint() == null
                                ? new DynamoDbLocal(
                                        options.dynamodbLibrary(),
                                        options.data().resolve("dynamodb"))
                                : DynamoDbBackend.at(options.dynamodbEndpoint())));
            }
            HttpServlet fallback = options.services().contains("s3") ? new S3Servlet(s3Root) : new NoFallback();
            server.start(services, fallback);
            return new LocalAws(server);
        } catch (RuntimeException e) {
            services.forEach(AwsService::close);
            server.close();
            throw e;
        }
    }

    public int port() {
        return server.port();
    }

    /** Where clients on this machine reach every service. */
    public URI endpoint() {
        return server.endpoint();
    }

    /** Stops; what was acknowledged is safe and what was buffered is written when it returns. */
    @Override
    public void close() {
        server.close();
    }

    public static void main(String[] arguments) {
        // A file of its own name: programs that have this module on their class path keep their own logging.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "local-aws-logback.xml");
        }
        LocalAws running;
        try {
            running = start(LocalAwsOptions.parse(List.of(arguments), System.getenv()));
        } catch (RuntimeException e) {
            System.err.println("local-aws: " + e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(running::close, "local-aws-stop"));
        System.out.println("local-aws is ready on " + running.endpoint());
    }
}
