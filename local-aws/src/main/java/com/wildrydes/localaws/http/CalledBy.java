package com.wildrydes.localaws.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls: the application id that the AWS SDKs put into the User-Agent, {@code app/…}, where their user sets {@code
 * AWS_SDK_UA_APP_ID}, {@code sdk.ua.appId} or {@code sdk_ua_app_id}.
 */
final class CalledBy {

    private static final Pattern APPLICATION = Pattern.compile("(?:^| )app/([^ ]+)");

    private CalledBy() {}

    /** @return empty for a caller that does not say */
    static String of(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        if (agent == null) {
            return "";
        }
        Matcher application = APPLICATION.matcher(agent);
        return application.find() ? application.group(1) : "";
    }
}
