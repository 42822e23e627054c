package com.wildrydes.systemtests.kubernetes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The names of all settings: those of our own, from the classes they are bound to, and those that our own files set. */
final class Settings {

    private static final String PROPERTIES = "org.springframework.boot.context.properties.ConfigurationProperties";

    private Settings() {}

    static Set<String> known() {
        Set<String> names = new HashSet<>();
        List<Path> classes = new ArrayList<>(List.of(
                Repository.ROOT.resolve("streams/target/classes"), Repository.ROOT.resolve("access/target/classes")));
        List<Path> files =
                new ArrayList<>(List.of(Repository.ROOT.resolve("streams/src/main/resources/wildrydes.yml")));
        for (Part service : Part.SERVICES) {
            classes.add(Repository.ROOT.resolve(service.module()).resolve("target/classes"));
            files.add(Repository.ROOT.resolve(service.module()).resolve("src/main/resources/application.yml"));
        }
        for (JavaClass type : new ClassFileImporter().importPaths(classes)) {
            type.tryGetAnnotationOfType(PROPERTIES)
                    .ifPresent(annotation ->
                            collect(annotation.get("value").orElseThrow().toString(), type, names));
        }
        for (Path file : files) {
            in(read(file)).keySet().stream()
                    .filter(name -> !name.startsWith("wildrydes."))
                    .forEach(names::add);
        }
        return names;
    }

    /** What a file of Spring Boot's sets, by full name. */
    static Map<String, String> in(String yaml) {
        Map<String, String> settings = new TreeMap<>();
        Manifests.read(yaml).all().forEach(document -> flatten("", document, settings));
        return settings;
    }

    private static void flatten(String prefix, JsonNode node, Map<String, String> settings) {
        if (!node.isObject()) {
            settings.put(prefix, node.asString(""));
            return;
        }
        node.properties()
                .forEach(entry -> flatten(
                        prefix.isEmpty() ? entry.getKey() : prefix + "." + entry.getKey(), entry.getValue(), settings));
    }

    private static void collect(String prefix, JavaClass type, Set<String> names) {
        type.getFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                .forEach(field -> {
                    String name = prefix + "."
                            + field.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
                    JavaClass value = field.getRawType();
                    if (value.getPackageName().startsWith("com.wildrydes") && !value.isEnum()) {
                        collect(name, value, names);
                    } else {
                        names.add(name);
                    }
                });
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
