package com.wildrydes.systemtests;

import com.wildrydes.template.Statement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls that local-aws has counted, by who made them, in the words of IAM. */
record RecordedCalls(Map<String, Set<Call>> byCaller) {

    /** What a service is called in the rights to its actions. */
    private static final Map<String, String> SERVICES = Map.of("AmazonAthena", "athena");

    /**
     * @param action such as {@code kinesis:PutRecords}
     * @param resource a stream, table, delivery stream or workgroup by its name, or a bucket and the first folder of a key; empty
     *     where a call does not say it
     */
    record Call(String action, String resource) implements Comparable<Call> {

        boolean isAllowedBy(Statement right) {
            return right.actions().contains(action)
                    && (resource.isEmpty() || right.resources().stream().anyMatch(this::isOn));
        }

        /** Here the bucket has no account's number. */
        boolean isOn(String arn) {
            String name = arn.substring(arn.lastIndexOf(':') + 1)
                    .replaceFirst("^(stream|table|deliverystream|workgroup)/", "")
                    .replace("-111122223333", "");
            return name.endsWith("*")
                    ? resource.startsWith(name.substring(0, name.length() - 1))
                    : name.equals(resource);
        }

        @Override
        public int compareTo(Call other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return resource.isEmpty() ? action : action + " on " + resource;
        }
    }

    static RecordedCalls read(URI localAws) {
        try {
            String answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(localAws.resolve("/_local-aws/calls"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return of(JsonMapper.shared().readTree(answer).get("callers"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The calls must be readable, but reading them was interrupted", e);
        }
    }

    private static RecordedCalls of(JsonNode callers) {
        Map<String, Set<Call>> all = new TreeMap<>();
        callers.properties()
                .forEach(caller -> caller.getValue()
                        .properties()
                        .forEach(service -> service.getValue()
                                .properties()
                                .forEach(operation -> operation
                                        .getValue()
                                        .propertyNames()
                                        .forEach(resource -> all.computeIfAbsent(
                                                        caller.getKey(), name -> new TreeSet<>())
                                                .addAll(calls(service.getKey(), operation.getKey(), resource))))));
        return new RecordedCalls(all);
    }

    private static List<Call> calls(String service, String operation, String resources) {
        String action = SERVICES.getOrDefault(service, service.toLowerCase(Locale.ROOT)) + ":" + operation;
        return Arrays.stream(resources.split(",", -1))
                .map(resource -> new Call(action, resource))
                .toList();
    }

    Set<Call> of(String caller) {
        return byCaller.getOrDefault(caller, Set.of());
    }

    Set<String> actionsOf(String caller) {
        return of(caller).stream().map(Call::action).collect(Collectors.toCollection(TreeSet::new));
    }
}
