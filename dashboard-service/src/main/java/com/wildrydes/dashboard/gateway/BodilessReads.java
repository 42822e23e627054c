package com.wildrydes.dashboard.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Sends GET and HEAD without a body. The gateway streams one with every request, an empty one too, and over that the JDK's
 * client trips now and then: its publisher completes before its subscriber is set (NullPointerException, seen on Java 25).
 */
public final class BodilessReads implements ClientHttpRequestFactory {

    private final ClientHttpRequestFactory requests;

    public BodilessReads(ClientHttpRequestFactory requests) {
        this.requests = requests;
    }

    @Override
    public ClientHttpRequest createRequest(URI uri, HttpMethod method) throws IOException {
        ClientHttpRequest request = requests.createRequest(uri, method);
        return method == HttpMethod.GET || method == HttpMethod.HEAD ? new Read(request) : request;
    }

    /** Not a {@code StreamingHttpOutputMessage}, so that what would be streamed is written, to nowhere. */
    private record Read(ClientHttpRequest request) implements ClientHttpRequest {

        @Override
        public HttpMethod getMethod() {
            return request.getMethod();
        }

        @Override
        public URI getURI() {
            return request.getURI();
        }

        @Override
        public Map<String, Object> getAttributes() {
            return request.getAttributes();
        }

        @Override
        public HttpHeaders getHeaders() {
            return request.getHeaders();
        }

        @Override
        public OutputStream getBody() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public ClientHttpResponse execute() throws IOException {
            return request.execute();
        }
    }
}
