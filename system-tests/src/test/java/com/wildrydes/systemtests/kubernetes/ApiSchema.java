package com.wildrydes.systemtests.kubernetes;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.kubernetes.client.openapi.JSON;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The API of Kubernetes 1.34, as the models of its Java client have it, which are generated from its OpenAPI document: unknown
 * fields, missing ones and those of another type are found at any depth. What only the server knows (names that clash, quantities
 * that contradict each other) is not.
 */
final class ApiSchema {

    private static final String MODELS = "io.kubernetes.client.openapi.models.";

    private ApiSchema() {}

    /** What the API would not take, with the field's name. */
    static Optional<String> problem(JsonNode manifest) {
        String apiVersion = manifest.at("/apiVersion").asString();
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        String model = version.substring(0, 1).toUpperCase(Locale.ROOT)
                + version.substring(1)
                + manifest.at("/kind").asString();
        JsonElement json = JsonParser.parseString(manifest.toString());
        try {
            Class<?> type = Class.forName(MODELS + model);
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
            JSON.getGson().fromJson(json, type);
            return Optional.empty();
        } catch (InvocationTargetException e) {
            return Optional.of(Manifests.describe(manifest) + ": " + e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            return Optional.of(Manifests.describe(manifest) + ": " + e);
        }
    }
}
