package com.wildrydes.template;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A resource of the template, its functions resolved.
 *
 * @param id its name within the template
 * @param type such as {@code AWS::Kinesis::Stream}
 * @param deletionPolicy what becomes of it when the stack is deleted; {@code Delete} where nothing is said
 * @param replacementPolicy what becomes of the old one when a change makes a new one; {@code Delete} where nothing is said
 */
public record Resource(String id, String type, String deletionPolicy, String replacementPolicy, JsonNode properties) {

    /** @param pointer a JSON pointer, such as {@code /KeySchema/0/AttributeName}; what is not there is a missing node */
    public JsonNode at(String pointer) {
        return properties.at(pointer);
    }

    public String text(String pointer) {
        return at(pointer).asString();
    }

    /** @return the rights that a role gives; empty for what is none */
    public List<Statement> statements() {
        return elements(at("/Policies"))
                .flatMap(policy -> elements(policy.at("/PolicyDocument/Statement")))
                .map(Statement::of)
                .toList();
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
