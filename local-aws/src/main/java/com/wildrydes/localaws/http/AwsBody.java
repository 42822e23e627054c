package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/** The two encodings of the AWS JSON protocol. A call is answered in the one it came in. */
public enum AwsBody {
    JSON("application/x-amz-json-1.1", JsonMapper.shared()),
    CBOR("application/x-amz-cbor-1.1", CBORMapper.shared());

    private final String contentType;
    private final ObjectMapper mapper;

    AwsBody(String contentType, ObjectMapper mapper) {
        this.contentType = contentType;
        this.mapper = mapper;
    }

    public static AwsBody of(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.startsWith("application/x-amz-cbor") ? CBOR : JSON;
    }

    public String contentType() {
        return contentType;
    }

    public ObjectMapper mapper() {
        return mapper;
    }

    /** @throws AwsException SerializationException, when the body is not of this encoding */
    public JsonNode read(HttpServletRequest request) throws IOException {
        try {
            JsonNode tree = mapper.readTree(request.getInputStream());
            return tree.isMissingNode() ? mapper.createObjectNode() : tree;
        } catch (JacksonException e) {
            throw AwsException.client(
                    "SerializationException", "The body must be " + contentType + ": " + e.getOriginalMessage());
        }
    }

    public void write(HttpServletResponse response, Object answer) throws IOException {
        byte[] bytes = mapper.writeValueAsBytes(answer);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
