package com.wildrydes.localaws.http;

import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives each call to its service: by {@code X-Amz-Target} where there is one, else to the fallback, which is S3. Never by the
 * Host header: some clients send AWS's own.
 */
final class AwsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final Logger log = LoggerFactory.getLogger(AwsServlet.class);

    private static final long CALLS_END_SECONDS = 5;

    private final transient Map<String, AwsService> services = new HashMap<>();
    private final HttpServlet fallback;
    private final transient CallCounts counts;
    private final transient ReadWriteLock calls = new ReentrantReadWriteLock();
    private volatile boolean stopped;

    AwsServlet(List<AwsService> services, HttpServlet fallback, CallCounts counts) {
        this.fallback = fallback;
        this.counts = counts;
        for (AwsService service : services) {
            for (String prefix : service.targetPrefixes()) {
                AwsService other = this.services.put(prefix, service);
                if (other != null) {
                    throw new IllegalArgumentException(
                            "Two services answer to " + prefix + ": " + other + " and " + service);
                }
            }
        }
    }

    @Override
    public void init(ServletConfig config) throws ServletException {
        super.init(config);
        fallback.init(config);
    }

    @Override
    public void destroy() {
        fallback.destroy();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        String target = request.getHeader("X-Amz-Target");
        if (target == null) {
            S3Call s3 = S3Call.of(request);
            counts.count(CalledBy.of(request), "S3", s3.operation(), s3.resource());
            fallback.service(request, response);
            return;
        }
        response.setHeader("x-amzn-RequestId", requestId());
        try {
            call(target, request, response);
        } catch (AwsException e) {
            answer(e, request, response);
        } catch (RuntimeException e) {
            log.error("{} failed", target, e);
            answer(new AwsException(500, "InternalFailure", e.toString()), request, response);
        }
    }

    private void call(String target, HttpServletRequest request, HttpServletResponse response) throws IOException {
        int dot = target.lastIndexOf('.');
        AwsService service = services.get(dot < 0 ? "" : target.substring(0, dot));
        if (service == null) {
            throw AwsException.client("UnknownOperationException", "local-aws does not play " + target);
        }
        // Never a waiting lock: behind the stop, which waits for the calls under way, a call would wait instead of
        // being refused.
        if (!calls.readLock().tryLock()) {
            throw stopping();
        }
        try {
            if (stopped) {
                throw stopping();
            }
            String operation = target.substring(dot + 1);
            try {
                service.handle(operation, request, response);
            } finally {
                // Without the version: DynamoDB_20120810.GetItem is DynamoDB's GetItem.
                counts.count(
                        CalledBy.of(request),
                        target.substring(0, dot).replaceFirst("_\\d+$", ""),
                        operation,
                        CalledResource.of(request));
            }
        } finally {
            calls.readLock().unlock();
        }
    }

    private static AwsException stopping() {
        return new AwsException(503, "ServiceUnavailable", "local-aws is stopping");
    }

    /** Turns further calls to services away and waits a few seconds for those under way. The fallback goes on answering. */
    void stop() {
        stopped = true;
        try {
            if (calls.writeLock().tryLock(CALLS_END_SECONDS, TimeUnit.SECONDS)) {
                calls.writeLock().unlock();
            } else {
                log.warn("Calls were still under way {} s after the stop began", CALLS_END_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(AwsException error, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (response.isCommitted()) {
            throw new IOException("An answer that had begun could not be completed", error);
        }
        // A client that is still sending would meet a closed connection instead of this answer.
        request.getInputStream().transferTo(OutputStream.nullOutputStream());
        response.resetBuffer();
        response.setStatus(error.status());
        response.setHeader("x-amzn-ErrorType", error.code());
        AwsBody.of(request)
                .write(response, Map.of("__type", error.code(), "message", String.valueOf(error.getMessage())));
    }

    private static String requestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}
