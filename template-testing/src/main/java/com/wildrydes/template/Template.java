package com.wildrydes.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The template with a value for each of its parameters: their defaults, unless a test says otherwise. Immutable. */
public final class Template {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, Object> template;
    private final Map<String, Object> parameters;
    private final Functions functions;

    private Template(Map<String, Object> template, Map<String, Object> parameters) {
        this.template = template;
        this.parameters = parameters;
        this.functions = new Functions(template, parameters);
    }

    /** The repository's own, with its defaults, in the account 111122223333 and the region eu-west-1. */
    public static Template read() {
        try {
            return of(Files.readString(file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Template of(String yaml) {
        Map<String, Object> template = new Yaml(new TemplateYaml()).load(yaml);
        Map<String, Object> defaults = new LinkedHashMap<>();
        section(template, "Parameters")
                .forEach((name, parameter) ->
                        defaults.put(name.toString(), Objects.requireNonNull(((Map<?, ?>) parameter).get("Default"))));
        return new Template(template, defaults);
    }

    /** Where it is: below the working directory or, as Maven runs the tests of a module in its folder, one above it. */
    public static Path file() {
        Path working = Path.of("").toAbsolutePath();
        for (Path folder = working; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("k8s/aws/wildrydes.yaml");
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        throw new IllegalStateException("The working directory must be in the repository, but was " + working);
    }

    /** This template, with another value for a parameter. */
    public Template with(String parameter, Object value) {
        if (!parameters.containsKey(parameter)) {
            throw new IllegalArgumentException("The template must have the parameter " + parameter + ", but has none");
        }
        Map<String, Object> changed = new LinkedHashMap<>(parameters);
        changed.put(parameter, value);
        return new Template(template, changed);
    }

    public Set<String> parameters() {
        return Set.copyOf(parameters.keySet());
    }

    /** @return a parameter's value, as text */
    public String parameter(String name) {
        return String.valueOf(parameters.get(name));
    }

    /** All resources that are made with these parameters. */
    public List<Resource> resources() {
        return section(template, "Resources").entrySet().stream()
                .filter(entry -> !(entry.getValue() instanceof Map<?, ?> resource)
                        || resource.get("Condition") == null
                        || functions.holds(String.valueOf(resource.get("Condition"))))
                .map(entry -> resource(entry.getKey().toString(), (Map<?, ?>) entry.getValue()))
                .toList();
    }

    public List<Resource> resources(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    public Resource resource(String id) {
        return resources().stream()
                .filter(resource -> resource.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The template must have " + id + ", but has not"));
    }

    private Resource resource(String id, Map<?, ?> resource) {
        return new Resource(
                id,
                String.valueOf(resource.get("Type")),
                policy(resource.get("DeletionPolicy")),
                policy(resource.get("UpdateReplacePolicy")),
                json(Objects.requireNonNull(resource.get("Properties"))));
    }

    private static String policy(@Nullable Object policy) {
        return policy == null ? "Delete" : policy.toString();
    }

    private JsonNode json(Object value) {
        return JSON.valueToTree(functions.resolve(value));
    }

    public Map<String, String> outputs() {
        Map<String, String> outputs = new LinkedHashMap<>();
        section(template, "Outputs")
                .forEach((name, output) -> outputs.put(
                        name.toString(),
                        json(Objects.requireNonNull(((Map<?, ?>) output).get("Value")))
                                .asString()));
        return outputs;
    }

    /** The output {@code Configuration}: settings of the services, by name. */
    public Map<String, Object> configuration() {
        return Objects.requireNonNull(outputs().get("Configuration"))
                .lines()
                .map(line -> line.split(": ", 2))
                .collect(Collectors.toMap(line -> line[0], line -> line[1]));
    }

    private static Map<?, ?> section(Map<String, Object> template, String name) {
        return (Map<?, ?>) Objects.requireNonNull(template.get(name));
    }
}
