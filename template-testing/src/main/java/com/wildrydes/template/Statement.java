package com.wildrydes.template;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A statement of an IAM policy.
 *
 * @param sid what it is for; empty when it does not say
 * @param effect {@code Allow} or {@code Deny}
 * @param actions such as {@code kinesis:PutRecords}
 * @param resources ARNs, which may hold wildcards
 */
public record Statement(String sid, String effect, List<String> actions, List<String> resources) {

    static Statement of(JsonNode json) {
        return new Statement(
                json.path("Sid").asString(""),
                json.path("Effect").asString(),
                texts(json.path("Action")),
                texts(json.path("Resource")));
    }

    private static List<String> texts(JsonNode oneOrMore) {
        return oneOrMore.isArray()
                ? Resource.elements(oneOrMore).map(JsonNode::asString).toList()
                : List.of(oneOrMore.asString());
    }
}
