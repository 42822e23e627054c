package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.WindowRateControl;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one port: HTTP/1.1 and, without TLS and by prior knowledge, HTTP/2, which the SDKs' Kinesis clients speak.
 *
 * <p>The port is taken by {@link #bind} so that services can be built that call others of them; it answers after
 * {@link #start}.
 */
public final class AwsServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AwsServer.class);

    private static final int MAX_THREADS = 200;
    private static final int MAX_HEADER_BYTES = 64 * 1024;
    private static final int OUTPUT_BUFFER_BYTES = 128 * 1024;
    private static final int STREAM_WINDOW_BYTES = 1024 * 1024;
    private static final int SESSION_WINDOW_BYTES = 16 * 1024 * 1024;
    private static final int HTTP2_EVENTS_PER_SECOND = 10_000;
    private static final long IDLE_MILLIS = 300_000;
    /** How long a stop waits for connections that clients keep open without using them. */
    private static final long IDLE_AT_STOP_MILLIS = 200;

    private static final long STOP_MILLIS = 3_000;

    private final Server server;
    private final ServerConnector connector;
    private final String host;
    private final ServletContextHandler handler = new ServletContextHandler("/", false, false);
    private List<AwsService> services = List.of();
    private @Nullable AwsServlet servlet;

    private AwsServer(String host, int port) {
        this.host = host;
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, 4);
        threads.setName("local-aws");
        server = new Server(threads);
        HttpConfiguration config = configuration();
        HTTP2CServerConnectionFactory http2 = new HTTP2CServerConnectionFactory(config);
        http2.setInitialStreamRecvWindow(STREAM_WINDOW_BYTES);
        http2.setInitialSessionRecvWindow(SESSION_WINDOW_BYTES);
        http2.setMaxConcurrentStreams(1_000);
        http2.setStreamIdleTimeout(IDLE_MILLIS);
        // Meant against hostile clients; ours send many pings and cancelled streams under load.
        http2.setRateControlFactory(new WindowRateControl.Factory(HTTP2_EVENTS_PER_SECOND));
        connector = new ServerConnector(server, new HttpConnectionFactory(config), http2);
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(1_024);
        connector.setIdleTimeout(IDLE_MILLIS);
        connector.setShutdownIdleTimeout(IDLE_AT_STOP_MILLIS);
        server.addConnector(connector);
        // Object keys may hold anything, encoded slashes and dots too.
        handler.getServletHandler().setDecodeAmbiguousURIs(true);
        server.setHandler(handler);
        server.setStopTimeout(STOP_MILLIS);
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration config = new HttpConfiguration();
        config.setHttpCompliance(HttpCompliance.LEGACY);
        config.setUriCompliance(UriCompliance.LEGACY);
        // Signatures cover header values as the client wrote them.
        config.setHeaderCacheCaseSensitive(true);
        config.setRequestHeaderSize(MAX_HEADER_BYTES);
        config.setResponseHeaderSize(MAX_HEADER_BYTES);
        config.setOutputBufferSize(OUTPUT_BUFFER_BYTES);
        config.setSendServerVersion(false);
        config.setSendDateHeader(true);
        return config;
    }

    /**
     * Takes the port.
     *
     * @param port 0 for one that is free
     * @throws UncheckedIOException when it is in use
     */
    public static AwsServer bind(String host, int port) {
        AwsServer bound = new AwsServer(host, port);
        try {
            bound.connector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("local-aws must be able to listen on " + host + ":" + port, e);
        }
        return bound;
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** Where clients on this machine reach it. */
    public URI endpoint() {
        String reachable = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
        return URI.create("http://" + (reachable.contains(":") ? "[" + reachable + "]" : reachable) + ":" + port());
    }

    /** Adds a path of local-aws itself, such as {@code /_local-aws/health}. Before the start only. */
    public void mount(String path, HttpServlet page) {
        handler.addServlet(new ServletHolder(page), path);
    }

    /**
     * Begins to answer.
     *
     * @param services chosen by {@code X-Amz-Target}; this server closes them
     * @param fallback answers every other call
     */
    public void start(List<AwsService> services, HttpServlet fallback) {
        this.services = List.copyOf(services);
        CallCounts counts = new CallCounts();
        mount("/_local-aws/calls", new CallsServlet(counts, InstantSource.system()));
        AwsServlet all = new AwsServlet(services, fallback, counts);
        servlet = all;
        ServletHolder holder = new ServletHolder(all);
        holder.setAsyncSupported(true);
        // Started at once, not by the first call, so that a broken fallback stops the start.
        holder.setInitOrder(1);
        handler.addServlet(holder, "/*");
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException("local-aws must start", e);
        }
    }

    /**
     * Ends: services take no further calls, then are closed in their order, the later ones after the earlier ones, while the
     * fallback still answers (Firehose writes its buffers to S3), then the port is given back.
     */
    @Override
    public void close() {
        if (servlet != null) {
            servlet.stop();
        }
        for (AwsService service : services) {
            try {
                service.close();
            } catch (RuntimeException e) {
                log.error("{} could not be closed cleanly", service, e);
            }
        }
        services = List.of();
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("The server could not be stopped cleanly", e);
        }
        connector.close();
        server.destroy();
    }
}
