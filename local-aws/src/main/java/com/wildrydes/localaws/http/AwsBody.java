package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * The two encodings of the AWS JSON protocol. A call is answered in the one it came in.
 *
 * <p>An {@link Instant} in an answer is written as the SDKs expect it: seconds since 1970 with three decimals in JSON,
 * milliseconds since 1970 under tag 1 in CBOR (as the SDK for Java reads them, unlike RFC 8949).
 */
public enum AwsBody {
    JSON(
            "application/x-amz-json-1.1",
            JsonMapper.builder().addModule(instants(new JsonInstants())).build()),
    CBOR(
            "application/x-amz-cbor-1.1",
            CBORMapper.builder().addModule(instants(new CborInstants())).build());

    private static final int EPOCH_TAG = 1;

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
            throw notReadable(e);
        }
    }

    public AwsException notReadable(JacksonException e) {
        return AwsException.client(
                "SerializationException", "The body must be " + contentType + ": " + e.getOriginalMessage());
    }

    public void write(HttpServletResponse response, Object answer) throws IOException {
        byte[] bytes = mapper.writeValueAsBytes(answer);
        response.setContentType(contentType);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** @throws AwsException SerializationException, when the value is no timestamp of this encoding */
    public Instant instant(JsonNode value) {
        try {
            if (value.isIntegralNumber() && this == CBOR) {
                return Instant.ofEpochMilli(value.longValue());
            }
            if (value.isNumber()) {
                BigDecimal millis = value.decimalValue().movePointRight(3);
                return Instant.ofEpochMilli(
                        millis.setScale(0, java.math.RoundingMode.HALF_UP).longValueExact());
            }
        } catch (ArithmeticException | DateTimeException e) {
            // Falls through: a number too large for a time is as wrong as a word.
        }
        throw AwsException.client("SerializationException", "A timestamp must be a number of seconds, got " + value);
    }

    /** Writes a timestamp as {@link #write} does, for answers that are written piece by piece. */
    public void writeInstant(JsonGenerator generator, long epochMillis) {
        if (this == CBOR) {
            CborInstants.write(generator, epochMillis);
        } else {
            JsonInstants.write(generator, epochMillis);
        }
    }

    private static SimpleModule instants(StdSerializer<Instant> serializer) {
        return new SimpleModule().addSerializer(Instant.class, serializer);
    }

    private static final class JsonInstants extends StdSerializer<Instant> {

        JsonInstants() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            write(generator, value.toEpochMilli());
        }

        static void write(JsonGenerator generator, long epochMillis) {
            generator.writeNumber(BigDecimal.valueOf(epochMillis, 3));
        }
    }

    private static final class CborInstants extends StdSerializer<Instant> {

        CborInstants() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            write(generator, value.toEpochMilli());
        }

        static void write(JsonGenerator generator, long epochMillis) {
            ((CBORGenerator) generator).writeTag(EPOCH_TAG);
            generator.writeNumber(epochMillis);
        }
    }
}
