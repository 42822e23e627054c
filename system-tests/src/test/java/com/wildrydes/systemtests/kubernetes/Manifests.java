package com.wildrydes.systemtests.kubernetes;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Objects of Kubernetes, as they would be sent to its API. */
record Manifests(List<JsonNode> all) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws org.yaml.snakeyaml.error.YAMLException for what is not YAML, or has a key twice */
    static Manifests read(String yaml) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Manifests(StreamSupport.stream(
                        new Yaml(new SafeConstructor(options)).loadAll(yaml).spliterator(), false)
                .map(JSON::<JsonNode>valueToTree)
                .toList());
    }

    Stream<JsonNode> ofKind(String kind) {
        return all.stream().filter(manifest -> kind.equals(manifest.at("/kind").asString()));
    }

    /** @throws NoSuchElementException where there is none */
    JsonNode get(String kind, String name) {
        return ofKind(kind)
                .filter(manifest -> name(manifest).equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("There must be a " + kind + " " + name));
    }

    /** The Deployments of the suite itself, without what plays AWS. */
    List<JsonNode> suite() {
        return ofKind("Deployment")
                .filter(deployment -> "wildrydes".equals(namespace(deployment)))
                .toList();
    }

    static String name(JsonNode manifest) {
        return manifest.at("/metadata/name").asString();
    }

    static String namespace(JsonNode manifest) {
        return manifest.at("/metadata/namespace").asString("");
    }

    /** Whether a selector's {@code matchLabels}, the only kind that the suite has, fit; an empty one fits all. */
    static boolean selects(JsonNode selector, JsonNode labels) {
        return selector.at("/matchLabels").properties().stream()
                .allMatch(wanted -> wanted.getValue().equals(labels.path(wanted.getKey())));
    }

    static String describe(JsonNode manifest) {
        return manifest.at("/kind").asString() + " " + namespace(manifest) + "/" + name(manifest);
    }
}
