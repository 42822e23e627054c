package com.wildrydes.systemtests;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import com.wildrydes.template.Statement;
import com.wildrydes.template.Template;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/**
 * The suite flies as it does on AWS: in KCL mode, with everything there that the template makes, nothing provisioned, and KCL's
 * tables still to be made. Meanwhile local-aws notes who asks for what. What was asked for must be allowed by the template's
 * role, and what is allowed must have been asked for, or stand below with a reason.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecordedCallsIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    /** What Athena does with the rights of who asks; local-aws's does it in its own name. */
    private static final Map<String, String> BY_ATHENA = Map.of(
            "glue:GetDatabase", "Athena looks the database up",
            "glue:GetTable", "Athena looks the table and the views up",
            "s3:GetBucketLocation", "Athena looks for the bucket's region",
            "s3:ListBucketMultipartUploads", "Athena looks for uploads of results",
            "s3:AbortMultipartUpload", "Athena gives a result up",
            "s3:ListMultipartUploadParts", "Athena goes on with a result",
            "s3:PutObject", "Athena writes results");

    private static final String STREAM_MADE_ANEW =
            "KCL's leases are deleted when a stream was made anew, and minutes after a shard's end: KclConsumingIT does it";

    /** Who has a role, and which of its rights no flight here needs. */
    enum Caller {
        PRODUCER("producer-service", "Producer", Map.of()),
        AGGREGATOR("aggregator-service", "Aggregator", Map.of("dynamodb:DeleteItem", STREAM_MADE_ANEW)),
        PERSISTER("persister-service", "Persister", Map.of("dynamodb:DeleteItem", STREAM_MADE_ANEW)),
        ARCHIVE("archive-service", "Archive", plus(BY_ATHENA, "dynamodb:DeleteItem", STREAM_MADE_ANEW)),
        DASHBOARD("dashboard-service", "Dashboard", Map.of()),
        REDRIVE(Redrive.CALLER, "Redrive", Map.of());

        private final String name;
        private final String role;
        private final Map<String, String> notSeen;

        Caller(String name, String role, Map<String, String> notSeen) {
            this.name = name;
            this.role = role;
            this.notSeen = notSeen;
        }

        private static Map<String, String> plus(Map<String, String> some, String key, String value) {
            return Stream.concat(some.entrySet().stream(), Map.of(key, value).entrySet().stream())
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }

        /** Without fan-out, which is off where nobody asks for it. */
        private List<Statement> rights() {
            Template template = Template.read().with("ConsumerFanOut", "false").with("DashboardFanOut", "false");
            return template.resource(role + "Role").statements();
        }
    }

    private RecordedCalls calls = new RecordedCalls(Map.of());

    @BeforeAll
    void fly() {
        SuiteOptions options = SuiteOptions.inFolder(Suites.newFolder())
                .mode(Mode.KCL)
                .window(Duration.ofSeconds(5))
                .reportShards(2);
        Suite.start(options).close();
        for (Part service : Part.SERVICES) {
            options = options.with(service, "--wildrydes.provision=false");
        }
        try (Suite suite = Suite.startLocalAws(options);
                Aws aws = new Aws(suite.aws())) {
            deleteLeases(aws);
            Part.SERVICES.forEach(suite::start);
            Part.SERVICES.forEach(suite::awaitReady);
            new Flight(suite, aws).fly();
            calls = RecordedCalls.read(suite.aws());
        }
    }

    private static void deleteLeases(Aws aws) {
        for (String group : List.of("wildrydes-aggregator", "wildrydes-persister", "wildrydes-archive")) {
            for (String table : List.of(group, group + "-CoordinatorState")) {
                try {
                    aws.dynamoDb.deleteTable(request -> request.tableName(table));
                    aws.dynamoDb.waiter().waitUntilTableNotExists(request -> request.tableName(table));
                } catch (ResourceNotFoundException e) {
                    throw new AssertionError("KCL must have made the table " + table + ", but has not", e);
                }
            }
        }
    }

    @AfterAll
    void tell() {
        calls.byCaller().forEach((caller, made) -> System.out.printf("%s: %s%n", caller, made));
    }

    @ParameterizedTest
    @EnumSource
    void everyCallIsAllowed(Caller caller) {
        List<Statement> rights = caller.rights();

        assertThat(calls.of(caller.name))
                .isNotEmpty()
                .allSatisfy(call ->
                        assertThat(rights).as("%s of %s", call, caller.name).anyMatch(call::isAllowedBy));
    }

    @ParameterizedTest
    @EnumSource
    void everyRightIsUsedOrHasAReasonNotToBeHere(Caller caller) {
        Set<String> allowed = caller.rights().stream()
                .flatMap(right -> right.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> unused = new TreeSet<>(allowed);
        unused.removeAll(calls.actionsOf(caller.name));

        assertThat(unused).as("rights of %s", caller.name).isEqualTo(new TreeSet<>(caller.notSeen.keySet()));
    }

    /** Every right to write somewhere is one to a place that was written to: no stream or table is allowed for nothing. */
    @ParameterizedTest
    @EnumSource
    void everyPlaceThatMayBeWrittenToWas(Caller caller) {
        Set<String> writes = Set.of("kinesis:PutRecords", "dynamodb:PutItem", "firehose:PutRecordBatch");
        List<String> idle = caller.rights().stream()
                .flatMap(right -> right.actions().stream()
                        .filter(writes::contains)
                        .flatMap(action -> right.resources().stream()
                                .filter(arn -> calls.of(caller.name).stream()
                                        .noneMatch(call -> call.action().equals(action) && call.isOn(arn)))
                                .map(arn -> action + " on " + arn)))
                .toList();

        assertThat(idle).as("places of %s", caller.name).isEmpty();
    }

    /** Everything that users, devices and bad senders do. */
    private static final class Flight {

        private final Suite suite;
        private final Aws aws;
        private final Door door;
        private final String name = "Recorded-" + UUID.randomUUID();

        Flight(Suite suite, Aws aws) {
            this.suite = suite;
            this.aws = aws;
            this.door = new Door(suite);
        }

        void fly() {
            report(149);
            // Below 100: an alert is raised.
            report(90);
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(door.get("/api/unicorns/" + name + "/summaries").text())
                        .contains("samples");
                assertThat(door.get("/api/alerts?state=raised").text()).contains(name);
            });
            deadLetters();
            query();
            files();
            for (String stream :
                    List.of("wildrydes", "wildrydes-summary", "wildrydes-alerts", "wildrydes-dead-letters")) {
                try (Stream<String> lines = door.follow("/api/streams/" + stream + "/tail?from=TRIM_HORIZON")) {
                    assertThat(lines.findFirst()).as(stream).isPresent();
                }
            }
            // A record of each stream that can have letters.
            redrive("wildrydes", "latitude");
            redrive("wildrydes-summary", "");
        }

        private void report(int health) {
            Report report = new Report(name, Instant.now(), 40.758, -73.9855, 30, health, 151);
            Door.Answer answer = door.post("/api/telemetry", "application/x-ndjson", ReportJson.write(report));
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        }

        /** Each consumer has its own reason for one. */
        private void deadLetters() {
            String valid = new Unicorn(name).json();
            put("wildrydes", valid.replace("40.758", "91"));
            put("wildrydes-summary", "hello");
            // More than Firehose takes in one record, and less than Kinesis does.
            put("wildrydes", valid.replace("\"Name\"", "\"Pad\":\"" + "x".repeat(1_030_000) + "\",\"Name\""));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(Streams.read(aws.kinesis, "wildrydes-dead-letters"))
                            .extracting(letter -> letter.data().asUtf8String().replaceFirst(",\"Data\".*", ""))
                            .anyMatch(letter -> letter.contains("\"Reason\":\"latitude:"))
                            .anyMatch(letter -> letter.contains("\"Stream\":\"wildrydes-summary\""))
                            .anyMatch(letter -> letter.contains("\"Reason\":\"cannot-be-archived:")));
        }

        private void put(String stream, String data) {
            aws.kinesis.putRecord(r -> r.streamName(stream).partitionKey(name).data(SdkBytes.fromString(data, UTF_8)));
        }

        private void query() {
            String sql = "{\"sql\":\"SELECT count(*) AS reports FROM reports\"}";
            Door.Answer started = door.postJson("/api/queries", sql);
            assertThat(started.status()).as(started.text()).isEqualTo(202);
            String query = "/api/queries/" + started.json().get("id").asString();
            await().atMost(SOON)
                    .until(() -> door.get(query).json().get("state").asString().equals("SUCCEEDED"));
            assertThat(door.get(query + "/results").status()).isEqualTo(200);
            assertThat(door.get(query + "/results", "text/csv").status()).isEqualTo(200);
            Door.Answer another = door.postJson("/api/queries", sql);
            door.delete("/api/queries/" + another.json().get("id").asString());
        }

        private void files() {
            await().atMost(SOON)
                    .until(() -> door.get("/api/files").json().get("items").size() > 0);
            String key =
                    door.get("/api/files").json().get("items").get(0).get("key").asString();
            assertThat(door.get("/api/files/" + key).status()).isEqualTo(200);
        }

        private void redrive(String stream, String reason) {
            Redrive redrive = Redrive.run(suite.aws(), "--stream", stream, "--reason", reason);
            assertThat(redrive.status()).as(redrive.output()).isZero();
        }
    }
}
