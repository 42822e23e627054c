package com.wildrydes.localaws.kinesis;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The operations on the consumers that are registered with streams. A null answer is an empty one. */
final class ConsumerOperations {

    private static final int MAX_CONSUMERS = 20;
    private static final int MAX_CREATING = 5;
    private static final int MAX_PAGE = 10_000;
    private static final int PAGE = 100;
    private static final String TOKEN = "consumers";

    private final Streams streams;
    private final StreamOperations ofStreams;
    private final InstantSource clock;

    ConsumerOperations(Streams streams, StreamOperations ofStreams, InstantSource clock) {
        this.streams = streams;
        this.ofStreams = ofStreams;
        this.clock = clock;
    }

    Object registerStreamConsumer(Parameters parameters) {
        Stream stream = streams.get(parameters.streamOfArn("StreamARN"));
        String name = parameters.name("ConsumerName");
        Map<String, String> tags = parameters.has("Tags") ? TagOperations.checked(parameters.texts("Tags")) : Map.of();
        long now = clock.millis();
        ConsumerDescription consumer = new ConsumerDescription(name, now, new TreeMap<>(tags));
        stream.update(description -> {
            List<ConsumerDescription> consumers = new ArrayList<>(description.consumers());
            requireRoom(stream, name, consumers, now);
            consumers.add(consumer);
            return description.withConsumers(consumers);
        });
        return Map.of("Consumer", describe(stream, consumer));
    }

    private static void requireRoom(Stream stream, String name, List<ConsumerDescription> consumers, long now) {
        if (consumers.stream().anyMatch(other -> other.name().equals(name))) {
            throw KinesisErrors.resourceInUse("Consumer " + name + " under stream " + stream.name() + " under account "
                    + KinesisErrors.ACCOUNT + " already exists.");
        }
        if (consumers.size() >= MAX_CONSUMERS) {
            throw KinesisErrors.limitExceeded("This request would exceed the consumer limit for the stream "
                    + stream.name() + " under account " + KinesisErrors.ACCOUNT
                    + ". Current consumer count for the stream: "
                    + consumers.size() + ". Limit: " + MAX_CONSUMERS + ".");
        }
        long creating = consumers.stream().filter(other -> !other.isActive(now)).count();
        if (creating >= MAX_CREATING) {
            throw KinesisErrors.limitExceeded("At most " + MAX_CREATING + " consumers of the stream " + stream.name()
                    + " may be in the state CREATING at the same time.");
        }
    }

    Object describeStreamConsumer(Parameters parameters) {
        Found found = find(parameters);
        Map<String, Object> answer = describe(found.stream, found.consumer);
        answer.put("StreamARN", ofStreams.arn(found.stream.name()));
        return Map.of("ConsumerDescription", answer);
    }

    /** Takes effect at once: nobody sees the state DELETING. Its subscriptions end by themselves. */
    @Nullable
    Object deregisterStreamConsumer(Parameters parameters) {
        Found found = find(parameters);
        found.stream.update(description -> {
            List<ConsumerDescription> consumers = new ArrayList<>(description.consumers());
            consumers.remove(found.consumer);
            return description.withConsumers(consumers);
        });
        return null;
    }

    Object listStreamConsumers(Parameters parameters) {
        Stream stream = streams.get(parameters.streamOfArn("StreamARN"));
        Instant created = parameters.findInstant("StreamCreationTimestamp");
        if (created != null
                && created.getEpochSecond()
                        != Math.floorDiv(stream.description().createdMillis(), 1_000)) {
            throw KinesisErrors.streamNotFound(stream.name());
        }
        int limit = parameters.integerOr("MaxResults", 1, MAX_PAGE, PAGE);
        String token = parameters.findText("NextToken");
        String after = token == null
                ? ""
                : OpaqueToken.read(TOKEN, token)
                        .orElseThrow(() -> KinesisErrors.invalidArgument("Invalid NextToken."))
                        .get(0);
        List<ConsumerDescription> left = stream.description().consumers().stream()
                .filter(consumer -> consumer.name().compareTo(after) > 0)
                .sorted(Comparator.comparing(ConsumerDescription::name))
                .toList();
        List<ConsumerDescription> page = left.subList(0, Math.min(limit, left.size()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(
                "Consumers",
                page.stream().map(consumer -> describe(stream, consumer)).toList());
        if (page.size() < left.size()) {
            answer.put(
                    "NextToken", OpaqueToken.of(TOKEN, page.get(page.size() - 1).name()));
        }
        return answer;
    }

    private Map<String, Object> describe(Stream stream, ConsumerDescription consumer) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("ConsumerName", consumer.name());
        answer.put("ConsumerARN", consumer.arn(ofStreams.arn(stream.name())));
        answer.put("ConsumerStatus", consumer.status(clock.millis()));
        answer.put("ConsumerCreationTimestamp", Instant.ofEpochMilli(consumer.createdMillis()));
        return answer;
    }

    /** A consumer and its stream. */
    record Found(Stream stream, ConsumerDescription consumer) {}

    /** By ConsumerARN, or by StreamARN and ConsumerName; by both when they name the same. */
    private Found find(Parameters parameters) {
        String arn = parameters.findText("ConsumerARN");
        String name = parameters.findName("ConsumerName");
        if (arn == null && name != null && parameters.has("StreamARN")) {
            return find(streams.get(parameters.streamOfArn("StreamARN")), name);
        }
        if (arn == null) {
            throw KinesisErrors.invalidArgument(
                    "Either ConsumerARN or both StreamARN and ConsumerName should be provided.");
        }
        Found found = find("ConsumerARN", arn);
        boolean sameStream = !parameters.has("StreamARN")
                || parameters.streamOfArn("StreamARN").equals(found.stream.name());
        if (!sameStream || (name != null && !name.equals(found.consumer.name()))) {
            throw KinesisErrors.invalidArgument(
                    "ConsumerARN " + arn + " and StreamARN and ConsumerName must name the same consumer.");
        }
        return found;
    }

    private static Found find(Stream stream, String name) {
        return stream.description().consumers().stream()
                .filter(consumer -> consumer.name().equals(name))
                .findFirst()
                .map(consumer -> new Found(stream, consumer))
                .orElseThrow(() -> KinesisErrors.consumerNotFound(name, stream.name()));
    }

    /** @throws com.wildrydes.localaws.http.AwsException ResourceNotFoundException, ValidationException */
    Found find(String parameter, String arn) {
        ConsumerArn named = ConsumerArn.parse(arn)
                .orElseThrow(() -> KinesisErrors.validation(
                        "'" + arn + "'",
                        Parameters.lower(parameter),
                        "Member must satisfy regular expression pattern: " + ConsumerArn.PATTERN));
        Stream stream = streams.get(named.stream());
        return stream.description().consumers().stream()
                .filter(named::names)
                .findFirst()
                .map(consumer -> new Found(stream, consumer))
                .orElseThrow(() -> KinesisErrors.consumerNotFound(named.consumer(), named.stream()));
    }

    /** Gives a consumer other tags. */
    void tag(String arn, UnaryOperator<Map<String, String>> change) {
        Found found = find("ResourceARN", arn);
        found.stream.update(description -> {
            List<ConsumerDescription> consumers = new ArrayList<>(description.consumers());
            consumers.replaceAll(consumer -> consumer.name().equals(found.consumer.name())
                    ? consumer.withTags(change.apply(consumer.tags()))
                    : consumer);
            return description.withConsumers(consumers);
        });
    }
}
