package com.wildrydes.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.systemtests.RecordedCalls.Call;
import com.wildrydes.template.Statement;
import com.wildrydes.template.Template;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the suite asks AWS for on a laptop, in all system tests that were before this one: nothing but what the roles allow, and what
 * a laptop has besides, which is provisioning and the classic adapter's checkpoints. {@link RecordedCallsIT} is the stricter one.
 */
@ExtendWith(SharedSuite.class)
class LaptopCallsIT {

    /** By {@code wildrydes.provision}, which AWS has not. */
    private static final Set<String> PROVISIONING = Set.of(
            "kinesis:CreateStream",
            "kinesis:DescribeStreamSummary",
            "dynamodb:CreateTable",
            "dynamodb:DescribeTable",
            "dynamodb:DescribeTimeToLive",
            "dynamodb:UpdateTimeToLive",
            "firehose:CreateDeliveryStream",
            "firehose:DescribeDeliveryStream",
            "s3:CreateBucket",
            "athena:CreateWorkGroup",
            "athena:GetWorkGroup");

    private static final String CHECKPOINTS = "wildrydes-checkpoints";

    private final SharedSuite.Running running;

    LaptopCallsIT(SharedSuite.Running running) {
        this.running = running;
    }

    @ParameterizedTest
    @CsvSource({
        "PRODUCER, Producer",
        "AGGREGATOR, Aggregator",
        "PERSISTER, Persister",
        "ARCHIVE, Archive",
        "DASHBOARD, Dashboard"
    })
    void asksForNothingThatARoleDoesNotAllowButProvisioningAndCheckpoints(Part part, String role) {
        Unicorn unicorn = new Unicorn("Laptop-" + UUID.randomUUID());
        running.door().post("/api/telemetry", "application/json", unicorn.json().getBytes(UTF_8));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> running.door()
                        .get("/api/unicorns/" + unicorn.name() + "/summaries")
                        .text()
                        .contains("samples"));
        List<Statement> rights = Template.read()
                .with("ConsumerFanOut", "true")
                .with("DashboardFanOut", "true")
                .resource(role + "Role")
                .statements();

        Set<Call> calls = RecordedCalls.read(running.suite().aws()).of(part.module());

        assertThat(calls).isNotEmpty();
        assertThat(calls.stream()
                        .filter(call -> rights.stream().noneMatch(call::isAllowedBy))
                        .filter(call -> !PROVISIONING.contains(call.action()))
                        .filter(call -> !call.resource().equals(CHECKPOINTS)))
                .as("calls of %s that are not allowed", part)
                .isEmpty();
    }
}
