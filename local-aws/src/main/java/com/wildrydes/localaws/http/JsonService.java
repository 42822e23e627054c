package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** A service whose calls are small enough to be read and written as JSON trees; each operation is a function. */
public abstract class JsonService implements AwsService {

    private final Set<String> targetPrefixes;
    private final Map<String, UnaryOperator<JsonNode>> operations;

    protected JsonService(String targetPrefix, Map<String, UnaryOperator<JsonNode>> operations) {
        this.targetPrefixes = Set.of(targetPrefix);
        this.operations = Map.copyOf(operations);
    }

    @Override
    public final Set<String> targetPrefixes() {
        return targetPrefixes;
    }

    @Override
    public final void handle(String operation, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        UnaryOperator<JsonNode> function = operations.get(operation);
        if (function == null) {
            throw AwsException.client("UnknownOperationException", "local-aws does not play " + operation);
        }
        AwsBody body = AwsBody.of(request);
        JsonNode parameters = body.read(request);
        CalledResource.isIn(request, parameters);
        body.write(response, function.apply(parameters));
    }
}
