package com.wildrydes.systemtests.cluster;

import com.wildrydes.systemtests.Aws;
import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.Waiting;
import com.wildrydes.systemtests.chaos.Load;
import com.wildrydes.systemtests.chaos.Verification;
import com.wildrydes.systemtests.chaos.Verification.Finding;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * {@code k8s/try rollouts}, on a suite that flies in a cluster and has held nothing but its own: every service is rolled out
 * anew in turn, a pod of each is deleted, the aggregator is scaled from 1 to 3 and back; meanwhile devices report to the
 * producer and through the dashboard, and pages follow the fleet.
 *
 * <p>Ends with 0 when every window, alert and archived report is what the raw stream says, no request of a device was refused
 * or broke off, and no page was without a frame for more than 5 s; with 1 when not; with 2 when the arguments make no sense.
 */
public final class RolloutCommand {

    private static final String AWS = "wildrydes-aws";
    private static final Duration LONGEST_GAP = Duration.ofSeconds(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SETTLING = Duration.ofSeconds(90);
    private static final Duration ROLLOUT = Duration.ofMinutes(5);
    private static final Duration BETWEEN = Duration.ofSeconds(5);
    /** How long three pods, and then one again, are looked at: leases move within it. */
    private static final Duration SCALED = Duration.ofSeconds(75);

    /**
     * With the 50 of the simulator what LocalStack's Kinesis takes on two processors while pods start beside it: it reads through
     * all that a shard holds at each call, so it must not hold too much either. With 200 requests wait for longer than devices do.
     */
    private static final int UNICORNS = 32;

    private static final int PAGES = 10;
    private static final int MOST_DIFFERENCES_TOLD = 50;

    private static final List<String> DEPLOYMENTS = List.of(
            "producer-service",
            "simulator-service",
            "aggregator-service",
            "persister-service",
            "archive-service",
            "dashboard-service");

    private final Load load;
    private final List<FleetWatcher> pages;
    private final List<String> failures = new ArrayList<>();
    private final long begin = System.nanoTime();

    private RolloutCommand(URI dashboard, URI producer) {
        load = new Load(part -> part == Part.DASHBOARD ? dashboard : producer, UNICORNS, System.nanoTime());
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        pages = Stream.generate(() -> new FleetWatcher(http, dashboard))
                .limit(PAGES)
                .toList();
    }

    public static void main(String[] arguments) {
        if (arguments.length != 2) {
            System.err.println("rollouts takes two addresses, the dashboard's and the producer's, such as"
                    + " http://127.0.0.1:30080 http://127.0.0.1:30081, but was given " + arguments.length);
            System.exit(2);
        }
        boolean held = new RolloutCommand(URI.create(arguments[0]), URI.create(arguments[1])).run();
        System.exit(held ? 0 : 1);
    }

    private boolean run() {
        try (Kubectl kubectl = new Kubectl(ROLLOUT);
                Aws aws = new Aws(kubectl.forward(AWS, "localstack", 4566), kubectl.forward(AWS, "local-aws", 4566))) {
            load.start();
            pages.forEach(FleetWatcher::start);
            quiet("nothing happens", Duration.ofSeconds(30));
            for (String deployment : DEPLOYMENTS) {
                step("rollout of " + deployment, () -> kubectl.rollOut(deployment));
            }
            for (String deployment : DEPLOYMENTS) {
                step("a pod of " + deployment + " deleted", () -> kubectl.deletePod(deployment));
            }
            step("3 aggregators", () -> kubectl.scale("aggregator-service", 3));
            quiet("3 aggregators share the shards", SCALED);
            step("1 aggregator", () -> kubectl.scale("aggregator-service", 1));
            quiet("1 aggregator has them all", SCALED);
            load.close();
            pages.forEach(FleetWatcher::close);
            // Its reports are compared as well, and a minute is whole only when nothing is added to it any more.
            kubectl.scale("simulator-service", 0);
            Finding finding = new Verification(aws, MINUTE).settle(load.accepted(), SETTLING);
            failures.addAll(finding.differences());
            failures.addAll(load.surprises());
            tell(finding);
            return failures.isEmpty();
        }
    }

    private void step(String what, Runnable action) {
        action.run();
        pause(BETWEEN);
        look(what);
    }

    private void quiet(String what, Duration length) {
        pause(length);
        look(what);
    }

    /** Nothing is waited for: time goes by in which what was done shows its effect. */
    private static void pause(Duration length) {
        Waiting.until(length, () -> false);
    }

    private void look(String what) {
        Duration gap = Duration.ZERO;
        for (FleetWatcher page : pages) {
            Duration longest = page.longestGap();
            gap = longest.compareTo(gap) > 0 ? longest : gap;
        }
        if (gap.compareTo(LONGEST_GAP) > 0) {
            failures.add(what + ": a page was without a frame for " + gap.toMillis() + " ms");
        }
        System.out.printf(
                Locale.ROOT,
                "%6.1f s  %-40s  %6d reports offered, %d requests refused, %d without an answer; longest without a frame %d ms%n",
                (System.nanoTime() - begin) / 1e9,
                what,
                load.offered(),
                load.refused(),
                load.unanswered(),
                gap.toMillis());
    }

    private void tell(Finding finding) {
        if (load.refused() + load.unanswered() > 0) {
            failures.add("Every request of a device must be answered with 202, but " + load.refused()
                    + " were refused and " + load.unanswered() + " broke off, of " + load.requests());
        }
        System.out.printf(
                Locale.ROOT,
                "%d reports offered in %d requests, %d accepted; %d in the stream, %d of them duplicates; %d archived; %d rows"
                        + " and %d changes of alerts compared; %d pages connected %d times%n",
                load.offered(),
                load.requests(),
                load.accepted().size(),
                finding.reportsInStream(),
                finding.duplicates(),
                finding.archived(),
                finding.rows(),
                finding.alertChanges(),
                pages.size(),
                pages.stream().mapToInt(FleetWatcher::connections).sum());
        System.out.println(failures.size() + " failures");
        failures.stream().limit(MOST_DIFFERENCES_TOLD).forEach(failure -> System.out.println("  " + failure));
    }
}
