package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsBody;
import com.wildrydes.localaws.http.AwsException;
import com.wildrydes.localaws.kinesis.log.NewRecord;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the bodies of PutRecord and PutRecords token by token, because a tree of 500 records costs more than all the rest of the
 * call. For one call.
 */
final class PutReader {

    static final int MAX_ENTRIES = 500;
    static final int MAX_CALL_BYTES = 10 * 1024 * 1024;
    static final int MAX_RECORD_BYTES = 1024 * 1024;

    private static final int MAX_KEY_CHARACTERS = 256;
    private static final Pattern NUMBER = Pattern.compile("0|([1-9]\\d{0,128})");
    private static final Pattern HASH_KEY = Pattern.compile("0|([1-9]\\d{0,38})");

    private final AwsBody body;
    private final List<PutEntry> entries = new ArrayList<>();
    private @Nullable String streamName;
    private @Nullable String streamArn;
    private long callBytes;

    private @Nullable String partitionKey;
    private @Nullable String explicitHashKey;
    private byte @Nullable [] data;

    private PutReader(AwsBody body) {
        this.body = body;
    }

    /** @param entries in the order of the call */
    record PutCall(String stream, List<PutEntry> entries) {}

    static PutCall putRecord(InputStream input, AwsBody body) throws IOException {
        PutReader reader = new PutReader(body);
        reader.read(input, false);
        reader.takeEntry("");
        return reader.call();
    }

    static PutCall putRecords(InputStream input, AwsBody body) throws IOException {
        PutReader reader = new PutReader(body);
        reader.read(input, true);
        return reader.call();
    }

    private PutCall call() {
        String stream = Parameters.streamName(streamName, streamArn);
        if (callBytes > MAX_CALL_BYTES) {
            throw KinesisErrors.invalidArgument("Records size exceeds 10 MB limit");
        }
        return new PutCall(stream, entries);
    }

    private void read(InputStream input, boolean many) throws IOException {
        try (JsonParser parser = body.mapper().createParser(input)) {
            require(parser.nextToken() == JsonToken.START_OBJECT, "The body must be an object");
            boolean listed = false;
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                switch (name) {
                    case "StreamName" -> streamName = text(parser, name);
                    case "StreamARN" -> streamArn = text(parser, name);
                    case "Records" -> listed |= many && readEntries(parser);
                    case "SequenceNumberForOrdering" -> requireNumber(text(parser, name));
                    default -> readEntryField(parser, name);
                }
            }
            if (many && !listed) {
                throw KinesisErrors.validation("null", "records", "Member must not be null");
            }
        } catch (JacksonException e) {
            throw body.notReadable(e);
        }
    }

    private boolean readEntries(JsonParser parser) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        require(parser.currentToken() == JsonToken.START_ARRAY, "Records must be a list");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            require(parser.currentToken() == JsonToken.START_OBJECT, "An entry of Records must be an object");
            if (entries.size() == MAX_ENTRIES) {
                throw KinesisErrors.validation(
                        "'[" + (MAX_ENTRIES + 1) + " or more entries]'",
                        "records",
                        "Member must have length less than or equal to " + MAX_ENTRIES);
            }
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                readEntryField(parser, name);
            }
            takeEntry("records." + (entries.size() + 1) + ".member.");
        }
        if (entries.isEmpty()) {
            throw KinesisErrors.validation("'[]'", "records", "Member must have length greater than or equal to 1");
        }
        return true;
    }

    private void readEntryField(JsonParser parser, String name) {
        switch (name) {
            case "PartitionKey" -> partitionKey = text(parser, name);
            case "ExplicitHashKey" -> explicitHashKey = text(parser, name);
            case "Data" -> data = bytes(parser);
            default -> parser.skipChildren();
        }
    }

    private static @Nullable String text(JsonParser parser, String name) {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        require(parser.currentToken() == JsonToken.VALUE_STRING, name + " must be a string");
        return parser.getString();
    }

    private static byte @Nullable [] bytes(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        require(
                token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_EMBEDDED_OBJECT,
                "Data must be bytes, in JSON as Base64");
        return parser.getBinaryValue();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw AwsException.client("SerializationException", message);
        }
    }

    private static void requireNumber(@Nullable String text) {
        if (text != null && !NUMBER.matcher(text).matches()) {
            throw KinesisErrors.validation(
                    "'" + text + "'",
                    "sequenceNumberForOrdering",
                    "Member must satisfy regular expression pattern: 0|([1-9]\\d{0,128})");
        }
    }

    private void takeEntry(String path) {
        String key = partitionKey;
        byte[] payload = data;
        if (payload == null) {
            throw KinesisErrors.validation("null", path + "data", "Member must not be null");
        }
        if (key == null) {
            throw KinesisErrors.validation("null", path + "partitionKey", "Member must not be null");
        }
        if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS) {
            throw KinesisErrors.validation(
                    "'" + key + "'",
                    path + "partitionKey",
                    key.isEmpty()
                            ? "Member must have length greater than or equal to 1"
                            : "Member must have length less than or equal to " + MAX_KEY_CHARACTERS);
        }
        NewRecord newRecord = new NewRecord(key.getBytes(StandardCharsets.UTF_8), payload);
        if (newRecord.size() > MAX_RECORD_BYTES) {
            throw AwsException.client(
                    "ValidationException",
                    "1 validation error detected: Value at '" + path + "data' failed to satisfy constraint: Member must"
                            + " have length less than or equal to " + MAX_RECORD_BYTES
                            + ", its partition key included");
        }
        callBytes += newRecord.size();
        entries.add(new PutEntry(hashKey(path, newRecord), newRecord));
        partitionKey = null;
        explicitHashKey = null;
        data = null;
    }

    private BigInteger hashKey(String path, NewRecord newRecord) {
        String explicit = explicitHashKey;
        if (explicit == null) {
            return HashKeyRange.hashKey(newRecord.key());
        }
        if (!HASH_KEY.matcher(explicit).matches()) {
            throw KinesisErrors.validation(
                    "'" + explicit + "'",
                    path + "explicitHashKey",
                    "Member must satisfy regular expression pattern: 0|([1-9]\\d{0,38})");
        }
        BigInteger hashKey = new BigInteger(explicit);
        if (hashKey.compareTo(HashKeyRange.ALL.end()) > 0) {
            throw KinesisErrors.invalidArgument("Invalid ExplicitHashKey. ExplicitHashKey must be in the range:"
                    + " [0, 2^128-1]. Specified value was " + explicit);
        }
        return hashKey;
    }
}
