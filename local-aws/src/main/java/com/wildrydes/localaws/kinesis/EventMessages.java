package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsBody;
import com.wildrydes.localaws.http.AwsException;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** The messages of an {@code application/vnd.amazon.eventstream}, framed, with payloads in the encoding of the call. */
final class EventMessages {

    static final String CONTENT_TYPE = "application/vnd.amazon.eventstream";

    private static final String TYPE = ":message-type";

    private final AwsBody body;

    EventMessages(AwsBody body) {
        this.body = body;
    }

    /** What an answer begins with. */
    byte[] initialResponse() {
        return event("initial-response", body.mapper().writeValueAsBytes(Map.of()));
    }

    byte[] event(String type, byte[] payload) {
        return message(Map.of(TYPE, "event", ":event-type", type), payload);
    }

    /** An error of which the client learns when the answer has begun; the last message. */
    byte[] exception(AwsException error) {
        return message(
                Map.of(TYPE, "exception", ":exception-type", error.code()),
                body.mapper().writeValueAsBytes(Map.of("message", String.valueOf(error.getMessage()))));
    }

    private byte[] message(Map<String, String> headers, byte[] payload) {
        Map<String, HeaderValue> values = new TreeMap<>();
        headers.forEach((name, value) -> values.put(name, HeaderValue.fromString(value)));
        values.put(":content-type", HeaderValue.fromString(body.contentType()));
        return new Message(values, payload).toByteBuffer().array();
    }
}
