package com.wildrydes.localaws.kinesis;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code arn:aws:kinesis:region:account:stream/STREAM/consumer/NAME:SECONDS}. */
record ConsumerArn(String stream, String consumer, String createdSeconds) {

    static final String PATTERN =
            "arn:aws.*:kinesis:.*:\\d{12}:.*stream\\/[a-zA-Z0-9_.-]+\\/consumer\\/[a-zA-Z0-9_.-]+:[0-9]+";

    private static final Pattern ARN = Pattern.compile(
            "arn:aws[^:]*:kinesis:[^:]*:\\d{12}:stream/([a-zA-Z0-9_.-]+)/consumer/([a-zA-Z0-9_.-]+):(\\d+)");

    static Optional<ConsumerArn> parse(String text) {
        Matcher matcher = ARN.matcher(text);
        return matcher.matches()
                ? Optional.of(new ConsumerArn(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** A name that was registered again is another consumer. */
    boolean names(ConsumerDescription consumer) {
        return this.consumer.equals(consumer.name()) && createdSeconds.equals(Long.toString(consumer.createdSeconds()));
    }
}
