package com.wildrydes.localaws.kinesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The operations on the tags of streams and of the consumers that are registered with them. */
final class TagOperations {

    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY_CHARACTERS = 128;
    private static final int MAX_VALUE_CHARACTERS = 256;

    private final Streams streams;
    private final ConsumerOperations consumers;

    TagOperations(Streams streams, ConsumerOperations consumers) {
        this.streams = streams;
        this.consumers = consumers;
    }

    static Map<String, String> checked(Map<String, String> tags) {
        tags.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > MAX_KEY_CHARACTERS) {
                throw KinesisErrors.validation(
                        "'" + key + "'", "tags", "Map keys must have length from 1 to " + MAX_KEY_CHARACTERS);
            }
            if (value.length() > MAX_VALUE_CHARACTERS) {
                throw KinesisErrors.validation(
                        "'" + value + "'",
                        "tags",
                        "Map value must have length less than or equal to " + MAX_VALUE_CHARACTERS);
            }
        });
        return tags;
    }

    @Nullable
    Object addTagsToStream(Parameters parameters) {
        return add(parameters.stream(), parameters);
    }

    @Nullable
    Object tagResource(Parameters parameters) {
        String arn = parameters.text("ResourceARN");
        if (ConsumerArn.parse(arn).isPresent()) {
            Map<String, String> added = checked(parameters.texts("Tags"));
            consumers.tag(arn, tags -> with(tags, added, arn));
            return null;
        }
        return add(parameters.streamOfArn("ResourceARN"), parameters);
    }

    private @Nullable Object add(String stream, Parameters parameters) {
        Map<String, String> added = checked(parameters.texts("Tags"));
        streams.get(stream).update(description -> description.withTags(with(description.tags(), added, stream)));
        return null;
    }

    private static Map<String, String> with(Map<String, String> before, Map<String, String> added, String tagged) {
        Map<String, String> tags = new TreeMap<>(before);
        tags.putAll(added);
        if (tags.size() > MAX_TAGS) {
            throw KinesisErrors.invalidArgument("Failed to add tags to stream " + tagged + " under account "
                    + KinesisErrors.ACCOUNT + " because a given stream cannot have more than " + MAX_TAGS
                    + " tags associated with it.");
        }
        return tags;
    }

    @Nullable
    Object removeTagsFromStream(Parameters parameters) {
        return remove(parameters.stream(), parameters);
    }

    @Nullable
    Object untagResource(Parameters parameters) {
        String arn = parameters.text("ResourceARN");
        if (ConsumerArn.parse(arn).isPresent()) {
            List<String> removed = parameters.textList("TagKeys");
            consumers.tag(arn, tags -> without(tags, removed));
            return null;
        }
        return remove(parameters.streamOfArn("ResourceARN"), parameters);
    }

    private @Nullable Object remove(String stream, Parameters parameters) {
        List<String> removed = parameters.textList("TagKeys");
        streams.get(stream).update(description -> description.withTags(without(description.tags(), removed)));
        return null;
    }

    private static Map<String, String> without(Map<String, String> before, List<String> removed) {
        Map<String, String> tags = new TreeMap<>(before);
        removed.forEach(tags::remove);
        return tags;
    }

    Object listTagsForStream(Parameters parameters) {
        Stream stream = streams.get(parameters.stream());
        int limit = parameters.integerOr("Limit", 1, MAX_TAGS, MAX_TAGS);
        String after = parameters.findText("ExclusiveStartTagKey");
        List<Object> tags = new ArrayList<>();
        boolean more = false;
        for (Map.Entry<String, String> tag : stream.description().tags().entrySet()) {
            if (after == null || tag.getKey().compareTo(after) > 0) {
                more = tags.size() == limit;
                if (more) {
                    break;
                }
                tags.add(describe(tag));
            }
        }
        return Map.of("Tags", tags, "HasMoreTags", more);
    }

    Object listTagsForResource(Parameters parameters) {
        String arn = parameters.text("ResourceARN");
        Map<String, String> tags = ConsumerArn.parse(arn).isPresent()
                ? consumers.find("ResourceARN", arn).consumer().tags()
                : streams.get(parameters.streamOfArn("ResourceARN"))
                        .description()
                        .tags();
        return Map.of(
                "Tags", tags.entrySet().stream().map(TagOperations::describe).toList());
    }

    private static Map<String, String> describe(Map.Entry<String, String> tag) {
        return Map.of("Key", tag.getKey(), "Value", tag.getValue());
    }
}
