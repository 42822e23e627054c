package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.http.AwsException;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists in pages. A page's token is the number of entries before it. */
final class Pages {

    private static final int MOST = 50;

    private Pages() {}

    static <T> ObjectNode answer(JsonNode request, String field, List<T> all, Function<T, JsonNode> json) {
        int max = request.path("MaxResults").asInt(MOST);
        if (max < 1 || max > MOST) {
            throw invalid("MaxResults must be 1 to " + MOST + ", not " + max);
        }
        int from = (int) token(request);
        ObjectNode answer = AthenaJson.object();
        ArrayNode page = answer.putArray(field);
        all.stream().skip(from).limit(max).map(json).forEach(page::add);
        if (all.size() > from + max) {
            answer.put("NextToken", String.valueOf(from + max));
        }
        return answer;
    }

    /** @throws AwsException InvalidRequestException, when the request's token is none that was given out */
    static long token(JsonNode request) {
        String token = request.path("NextToken").asString("0");
        if (!token.matches("\\d{1,15}")) {
            throw invalid("NextToken must be one that was answered, not " + token);
        }
        return Long.parseLong(token);
    }

    static AwsException invalid(String message) {
        return AwsException.client("InvalidRequestException", message);
    }
}
