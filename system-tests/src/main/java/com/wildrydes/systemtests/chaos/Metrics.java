package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Instance;
import com.wildrydes.systemtests.Suite;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a service tells at {@code /actuator/prometheus}; one that does not answer tells nothing. */
final class Metrics {

    private static final Pattern READ = Pattern.compile("(?m)^wildrydes_read_records_total\\{.*} (\\S+)$");
    private static final Pattern AGE =
            Pattern.compile("(?m)^wildrydes_read_age_seconds\\{.*shard=\"([^\"]+)\".*} (\\S+)$");

    private final Suite suite;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    Metrics(Suite suite) {
        this.suite = suite;
    }

    /** Records that were delivered to the instance's processors. */
    double recordsRead(Instance instance) {
        Matcher matcher = READ.matcher(text(instance));
        double sum = 0;
        while (matcher.find()) {
            sum += Double.parseDouble(matcher.group(1));
        }
        return sum;
    }

    /** Shards that the instance holds and has been delivered a batch of. */
    Set<String> shardsRead(Instance instance) {
        Matcher matcher = AGE.matcher(text(instance));
        Set<String> shards = new HashSet<>();
        while (matcher.find()) {
            if (Double.parseDouble(matcher.group(2)) != 0) {
                shards.add(matcher.group(1));
            }
        }
        return shards;
    }

    private String text(Instance instance) {
        try {
            HttpRequest request = HttpRequest.newBuilder(suite.uri(instance, "/actuator/prometheus"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? answer.body() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
