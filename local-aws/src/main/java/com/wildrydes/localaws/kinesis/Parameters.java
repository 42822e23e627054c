package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsBody;
import com.wildrydes.localaws.http.AwsException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The parameters of a call, checked as they are taken. {@code find} answers null for one that was not given. */
final class Parameters {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.-]{1,128}");
    private static final Pattern STREAM_ARN = Pattern.compile("arn:aws[^:]*:kinesis:[^:]*:\\d{12}:stream/(\\S+)");

    private final JsonNode tree;
    private final AwsBody body;

    /** @throws AwsException SerializationException, when the body is no object */
    Parameters(JsonNode tree, AwsBody body) {
        if (!tree.isObject()) {
            throw serialization("The body must be an object");
        }
        this.tree = tree;
        this.body = body;
    }

    private static AwsException serialization(String message) {
        return AwsException.client("SerializationException", message);
    }

    private @Nullable JsonNode find(String name) {
        JsonNode value = tree.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private JsonNode get(String name) {
        JsonNode value = find(name);
        if (value == null) {
            throw KinesisErrors.validation("null", lower(name), "Member must not be null");
        }
        return value;
    }

    static String lower(String name) {
        return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
    }

    @Nullable
    String findText(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw serialization(name + " must be a string, got " + value);
        }
        return value.stringValue();
    }

    String text(String name) {
        get(name);
        return String.valueOf(findText(name));
    }

    @Nullable
    String findName(String parameter) {
        String value = findText(parameter);
        if (value != null) {
            requireName(parameter, value);
        }
        return value;
    }

    String name(String parameter) {
        String value = text(parameter);
        requireName(parameter, value);
        return value;
    }

    private static void requireName(String parameter, String value) {
        if (!NAME.matcher(value).matches()) {
            throw KinesisErrors.validation(
                    "'" + value + "'",
                    lower(parameter),
                    "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+ and have length from 1 to 128");
        }
    }

    String oneOf(String name, List<String> allowed) {
        String value = text(name);
        if (!allowed.contains(value)) {
            throw KinesisErrors.validation(
                    "'" + value + "'", lower(name), "Member must satisfy enum value set: " + allowed);
        }
        return value;
    }

    @Nullable
    Integer findInt(String name, int least, int most) {
        JsonNode value = find(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()) {
            throw serialization(name + " must be a whole number, got " + value);
        }
        if (!value.canConvertToInt() || value.intValue() < least) {
            throw KinesisErrors.validation(
                    "'" + value + "'", lower(name), "Member must have value greater than or equal to " + least);
        }
        if (value.intValue() > most) {
            throw KinesisErrors.validation(
                    "'" + value + "'", lower(name), "Member must have value less than or equal to " + most);
        }
        return value.intValue();
    }

    int integer(String name, int least, int most) {
        get(name);
        Integer value = findInt(name, least, most);
        return value == null ? least : value;
    }

    int integerOr(String name, int least, int most, int otherwise) {
        Integer value = findInt(name, least, most);
        return value == null ? otherwise : value;
    }

    @Nullable
    Instant findInstant(String name) {
        JsonNode value = find(name);
        return value == null ? null : body.instant(value);
    }

    @Nullable
    Parameters findObject(String name) {
        JsonNode value = find(name);
        return value == null ? null : new Parameters(value, body);
    }

    Map<String, String> texts(String name) {
        Parameters map = new Parameters(get(name), body);
        Map<String, String> texts = new LinkedHashMap<>();
        for (String key : map.tree.propertyNames()) {
            texts.put(key, map.text(key));
        }
        return texts;
    }

    List<String> textList(String name) {
        JsonNode value = get(name);
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isString()) {
                throw serialization(name + " must hold strings, got " + element);
            }
            texts.add(element.stringValue());
        }
        return texts;
    }

    /** False when it was not given. */
    boolean flag(String name) {
        JsonNode value = find(name);
        if (value != null && !value.isBoolean()) {
            throw serialization(name + " must be true or false, got " + value);
        }
        return value != null && value.booleanValue();
    }

    boolean has(String name) {
        return find(name) != null;
    }

    /** The stream that StreamName or StreamARN names, or both. */
    String stream() {
        String name = findName("StreamName");
        String arn = findText("StreamARN");
        return streamName(name, arn);
    }

    static String streamName(@Nullable String name, @Nullable String arn) {
        if (name != null) {
            requireName("StreamName", name);
        }
        String named = arn == null ? null : streamOfArn("StreamARN", arn);
        if (name != null && named != null && !name.equals(named)) {
            throw KinesisErrors.invalidArgument(
                    "StreamName " + name + " and StreamARN " + arn + " must name the same stream.");
        }
        if (name == null && named == null) {
            throw KinesisErrors.invalidArgument("Either StreamName or StreamARN should be provided.");
        }
        return name != null ? name : String.valueOf(named);
    }

    String streamOfArn(String parameter) {
        return streamOfArn(parameter, text(parameter));
    }

    private static String streamOfArn(String parameter, String arn) {
        Matcher matcher = STREAM_ARN.matcher(arn);
        if (!matcher.matches()) {
            throw KinesisErrors.validation(
                    "'" + arn + "'",
                    lower(parameter),
                    "Member must satisfy regular expression pattern: arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+");
        }
        return matcher.group(1);
    }
}
