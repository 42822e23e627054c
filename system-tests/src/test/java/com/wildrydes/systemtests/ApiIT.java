package com.wildrydes.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.systemtests.Door.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What the OpenAPI documents of the services say, what docs/api.md says and what the front door answers, is the same. */
@ExtendWith(SharedSuite.class)
class ApiIT {

    private static final List<String> SERVICES = List.of(
            "producer-service", "aggregator-service", "persister-service", "archive-service", "dashboard-service");
    private static final Pattern OPERATION = Pattern.compile("(GET|POST|DELETE) (/api/[^`?\\s]*)");

    private final Door door;

    ApiIT(SharedSuite.Running running) {
        door = running.door();
    }

    private JsonNode paths(String service) {
        Answer document = door.get(service.equals("dashboard-service") ? "/v3/api-docs" : "/api-docs/" + service);
        assertThat(document.status()).as(service).isEqualTo(200);
        return document.json().get("paths");
    }

    private Set<String> documented() {
        Set<String> operations = new TreeSet<>();
        for (String service : SERVICES) {
            paths(service)
                    .properties()
                    .forEach(path -> path.getValue()
                            .propertyNames()
                            .forEach(method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        }
        return operations;
    }

    /** OPTIONS is answered with what a path takes, and does nothing. */
    @Test
    void everyDocumentedOperationIsAnsweredByTheDoorAndNoOther() {
        for (String service : SERVICES) {
            for (String path : paths(service).propertyNames()) {
                Answer options = door.options(path.replaceAll("\\{[^}]*}", "x"));

                Set<String> taken = new TreeSet<>(List.of(options.allow().split(",\\s*")));
                taken.removeAll(Set.of("HEAD", "OPTIONS"));
                assertThat(taken)
                        .as("%s of %s", path, service)
                        .isEqualTo(paths(service).get(path).propertyNames().stream()
                                .map(method -> method.toUpperCase(Locale.ROOT))
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
    }

    @Test
    void theDocumentOfTheInterfacesNamesEveryOperationAndNoOther() throws IOException {
        Set<String> described = OPERATION
                .matcher(Files.readString(Repository.ROOT.resolve("docs/api.md")))
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).containsExactlyInAnyOrderElementsOf(documented());
    }
}
