package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** What a call is about, for the count of calls: whoever reads its body knows it, and says so. */
public final class CalledResource {

    private static final String ATTRIBUTE = CalledResource.class.getName();

    /** Where calls name what they are about; an ARN ends in a name. */
    private static final List<String> NAMES = List.of(
            "StreamName", "StreamARN", "ConsumerARN", "TableName", "DeliveryStreamName", "WorkGroup", "ResourceARN");

    private CalledResource() {}

    public static void is(HttpServletRequest request, String name) {
        request.setAttribute(ATTRIBUTE, name);
    }

    /** Takes it from the body of a call, where it is there. */
    public static void isIn(HttpServletRequest request, JsonNode body) {
        for (String parameter : NAMES) {
            JsonNode value = body.path(parameter);
            if (value.isString()) {
                is(request, name(value.stringValue()));
                return;
            }
        }
        if (body.path("RequestItems").isObject()) {
            is(request, String.join(",", new TreeSet<>(body.path("RequestItems").propertyNames())));
        }
    }

    /** @return empty where nobody said it */
    static String of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof String name ? name : "";
    }

    /** {@code stream/wildrydes} and what comes after it of an ARN is {@code wildrydes}. */
    private static String name(String nameOrArn) {
        if (!nameOrArn.startsWith("arn:")) {
            return nameOrArn;
        }
        String[] path = nameOrArn
                .substring(nameOrArn.lastIndexOf(':', nameOrArn.indexOf('/')) + 1)
                .split("/");
        return path.length > 1 ? path[1] : path[0];
    }
}
