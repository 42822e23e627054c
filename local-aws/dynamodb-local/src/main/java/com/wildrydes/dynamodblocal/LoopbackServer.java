package com.wildrydes.dynamodblocal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local on 127.0.0.1 alone: its own main class listens on every address of the machine, with no option for it.
 * Nor is its telemetry ever set up here, so it sends none.
 *
 * <p>Arguments: the data folder, and optionally a port (0, the default, takes a free one). One database serves every region
 * and access key. Prints {@code READY <port>} when it answers. Ends as soon as its standard input does, so that it never
 * outlives the process that started it, however that one ended.
 */
public final class LoopbackServer {

    private LoopbackServer() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("Arguments must be: <data folder> [<port>]");
            System.exit(2);
        }
        Path data = Files.createDirectories(Path.of(arguments[0]));
        int port = arguments.length == 2 ? Integer.parseInt(arguments[1]) : 0;

        var requests = new UnsyncedRequestHandler(data);
        var server = new Server(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        ServerConnector connector = (ServerConnector) server.getConnectors()[0];
        // Longer than local-aws keeps idle connections, so that it never sends into one that is being closed.
        connector.setIdleTimeout(120_000);
        server.setHandler(new ContextHandler(new LocalDynamoDBServerHandler(requests, null)));
        server.start();
        System.out.println("READY " + connector.getLocalPort());

        awaitEndOf(System.in);
        server.stop();
        requests.shutdown();
        Runtime.getRuntime().halt(0);
    }

    private static void awaitEndOf(InputStream input) throws IOException {
        input.transferTo(OutputStream.nullOutputStream());
    }
}
