package com.wildrydes.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.template.Resource;
import com.wildrydes.template.Statement;
import com.wildrydes.template.Template;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What holds for the whole of the CloudFormation template; each module compares its own part with what it provisions. */
class TemplateTest {

    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+:[A-Z][A-Za-z0-9]+");

    /** Region and account where the service has them, then a resource that begins with no wildcard. */
    private static final Pattern ARN = Pattern.compile("arn:aws:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:[^*].*");

    /** The one reason for a right to any resource: actions that AWS cannot narrow to one. None of ours is such. */
    private static final Set<String> ACTIONS_WITHOUT_RESOURCES = Set.of();

    /** What may stand for many, and why. */
    private static final List<String> WILDCARDS = List.of(
            "/raw/*", // a file an interval
            "/errors/*",
            "/athena-results/*", // a file a query
            "/consumer/wildrydes-aggregator:*", // the ARN of a fan-out consumer ends in when it was made
            "/consumer/wildrydes-persister:*",
            "/consumer/wildrydes-archive:*",
            "/consumer/wildrydes-dashboard*"); // one for each replica

    /** Everything that can be switched on is, so that nothing escapes. */
    private final Template template = Template.read()
            .with("ClusterName", "fleet")
            .with("ConsumerFanOut", "true")
            .with("DashboardFanOut", "true")
            .with("ArchiveDays", 365)
            .with("AlarmTopicArn", "arn:aws:sns:eu-west-1:111122223333:pager");

    @Test
    void isSmallEnoughToBeDeployedWithoutABucketForIt() throws IOException {
        assertThat(Files.size(Template.file())).isLessThan(51_200);
    }

    @Test
    void allowsActionsByTheirFullNames() {
        assertThat(allowed().flatMap(statement -> statement.actions().stream()))
                .isNotEmpty()
                .allSatisfy(action -> assertThat(action).matches(ACTION));
    }

    @Test
    void allowsThemOnResourcesThatItNames() {
        assertThat(allowed().filter(statement -> !ACTIONS_WITHOUT_RESOURCES.containsAll(statement.actions())))
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(statement.resources())
                        .allSatisfy(resource -> assertThat(resource).matches(ARN)));
    }

    @Test
    void letsAWildcardStandOnlyForWhatHasNoNameYet() {
        assertThat(allowed()
                        .flatMap(statement -> statement.resources().stream())
                        .filter(arn -> arn.contains("*")))
                .isNotEmpty()
                .allSatisfy(arn ->
                        assertThat(WILDCARDS).anySatisfy(end -> assertThat(arn).endsWith(end)))
                .allSatisfy(arn -> assertThat(arn.indexOf('*')).isEqualTo(arn.length() - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "Producer, producer-service",
        "Aggregator, aggregator-service",
        "Persister, persister-service",
        "Archive, archive-service",
        "Dashboard, dashboard-service",
        "Redrive, redrive"
    })
    void givesEachServiceARoleThatOnlyItsOwnPodsCanHave(String service, String account) {
        Resource role = template.resource(service + "Role");
        Resource identity = template.resource(service + "Identity");
        JsonNode trust = role.at("/AssumeRolePolicyDocument/Statement");

        assertThat(trust).hasSize(1);
        assertThat(trust.at("/0/Principal/Service").asString()).isEqualTo("pods.eks.amazonaws.com");
        assertThat(trust.at("/0/Action").toString()).isEqualTo("[\"sts:AssumeRole\",\"sts:TagSession\"]");
        assertThat(trust.at("/0/Condition").toString())
                .isEqualTo(
                        "{\"StringEquals\":{\"aws:SourceAccount\":\"111122223333\",\"aws:RequestTag/eks-cluster-name\":\"fleet\","
                                + "\"aws:RequestTag/kubernetes-namespace\":\"wildrydes\","
                                + "\"aws:RequestTag/kubernetes-service-account\":\"" + account + "\"}}");
        assertThat(identity.text("/ClusterName")).isEqualTo("fleet");
        assertThat(identity.text("/Namespace")).isEqualTo("wildrydes");
        assertThat(identity.text("/ServiceAccount")).isEqualTo(account);
        assertThat(identity.text("/RoleArn")).isEqualTo("arn:aws:iam::111122223333:role/" + role.id());
    }

    @Test
    void asksForNoClusterWhereNoneIsNamed() {
        assertThat(template.with("ClusterName", "").resources("AWS::EKS::PodIdentityAssociation"))
                .isEmpty();
    }

    @Test
    void allowsFanOutOnlyWhereItIsAskedFor() {
        Template polling = template.with("ConsumerFanOut", "false").with("DashboardFanOut", "false");

        assertThat(actions(template)).contains("kinesis:SubscribeToShard", "kinesis:RegisterStreamConsumer");
        assertThat(actions(polling)).noneMatch(action -> action.matches("kinesis:(Subscribe|.*Consumer).*"));
    }

    @ParameterizedTest
    @CsvSource({"aggregator, AggregatorGroup", "persister, PersisterGroup", "archive, ArchiveGroup"})
    void knowsTheGroupsOfTheConsumers(String service, String parameter) throws IOException {
        assertThat(Repository.ROOT.resolve(service + "-service/src/main/resources/application.yml"))
                .content()
                .contains("group: " + template.parameter(parameter) + "\n");
    }

    @Test
    void allowsDashboardsTheNamesThatTheirConsumersHave() throws IOException {
        String settings =
                Files.readString(Repository.ROOT.resolve("dashboard-service/src/main/resources/application.yml"));
        Matcher family = Pattern.compile("(?m)^wildrydes\\.streams\\.following\\.consumer: (\\S+)")
                .matcher(settings);
        assertThat(family.find()).isTrue();

        assertThat(template.resource("DashboardRole").statements())
                .filteredOn(statement -> statement.actions().contains("kinesis:SubscribeToShard"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.resources())
                        .allMatch(arn -> arn.endsWith("/consumer/" + family.group(1) + "*")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SummaryTable", "AlertTable", "ArchiveBucket"})
    void keepsWhatCannotBeMadeAgain(String id) {
        assertThat(template.resource(id).deletionPolicy()).isEqualTo("RetainExceptOnCreate");
        assertThat(template.resource(id).replacementPolicy()).isEqualTo("Retain");
    }

    @Test
    void keepsTheBucketToItself() {
        Resource bucket = template.resource("ArchiveBucket");
        JsonNode refusal = template.resource("ArchiveBucketPolicy").at("/PolicyDocument/Statement/0");

        assertThat(bucket.text("/BucketName")).isEqualTo("wildrydes-archive-111122223333");
        assertThat(bucket.at("/PublicAccessBlockConfiguration").values())
                .hasSize(4)
                .allMatch(JsonNode::asBoolean);
        assertThat(bucket.at("/BucketEncryption/ServerSideEncryptionConfiguration"))
                .hasSize(1);
        assertThat(refusal.path("Effect").asString()).isEqualTo("Deny");
        assertThat(refusal.path("Action").asString()).isEqualTo("s3:*");
        assertThat(refusal.path("Resource").toString())
                .isEqualTo("[\"arn:aws:s3:::wildrydes-archive-111122223333\","
                        + "\"arn:aws:s3:::wildrydes-archive-111122223333/*\"]");
        assertThat(refusal.path("Condition").toString()).isEqualTo("{\"Bool\":{\"aws:SecureTransport\":\"false\"}}");
    }

    @Test
    void deletesReportsOnlyWhereItIsAskedTo() {
        assertThat(rules(template)).contains("expire-raw");
        assertThat(rules(template.with("ArchiveDays", 0)))
                .contains("expire-results")
                .doesNotContain("expire-raw");
    }

    @Test
    void sendsEveryAlarmToTheTopic() {
        assertThat(template.resources("AWS::CloudWatch::Alarm"))
                .isNotEmpty()
                .allSatisfy(alarm -> assertThat(alarm.at("/AlarmActions").toString())
                        .isEqualTo("[\"arn:aws:sns:eu-west-1:111122223333:pager\"]"));
        assertThat(template.with("AlarmTopicArn", "").resources("AWS::CloudWatch::Alarm"))
                .allSatisfy(alarm ->
                        assertThat(alarm.at("/AlarmActions").isMissingNode()).isTrue());
    }

    @Test
    void watchesEveryStreamTableAndTheDelivery() {
        Set<String> watched = new HashSet<>();
        for (Resource alarm : template.resources("AWS::CloudWatch::Alarm")) {
            add(watched, alarm.properties());
            alarm.at("/Metrics").forEach(metric -> add(watched, metric.at("/MetricStat/Metric")));
        }

        assertThat(watched)
                .containsExactlyInAnyOrder(
                        "wildrydes IncomingRecords",
                        "wildrydes GetRecords.IteratorAgeMilliseconds",
                        "wildrydes WriteProvisionedThroughputExceeded",
                        "wildrydes-summary IncomingRecords",
                        "wildrydes-summary GetRecords.IteratorAgeMilliseconds",
                        "wildrydes-summary WriteProvisionedThroughputExceeded",
                        "wildrydes-alerts GetRecords.IteratorAgeMilliseconds",
                        "wildrydes-alerts WriteProvisionedThroughputExceeded",
                        "wildrydes-dead-letters IncomingRecords",
                        "wildrydes-dead-letters WriteProvisionedThroughputExceeded",
                        "wildrydes DeliveryToS3.DataFreshness",
                        "wildrydes ThrottledRecords",
                        "UnicornSensorData WriteThrottleEvents",
                        "UnicornSensorData ReadThrottleEvents",
                        "UnicornSensorData PutItem SystemErrors",
                        "UnicornSensorData Query SystemErrors",
                        "UnicornAlerts WriteThrottleEvents",
                        "UnicornAlerts ReadThrottleEvents",
                        "UnicornAlerts PutItem SystemErrors",
                        "UnicornAlerts BatchGetItem SystemErrors",
                        "UnicornAlerts Scan SystemErrors",
                        "wildrydes-aggregator WriteThrottleEvents",
                        "wildrydes-persister WriteThrottleEvents",
                        "wildrydes-archive WriteThrottleEvents");
    }

    @Test
    void isExplainedParameterByParameterAndOutputByOutput() throws IOException {
        String page = Files.readString(Repository.ROOT.resolve("docs/deploy-eks.md"));

        assertThat(Stream.concat(template.parameters().stream(), template.outputs().keySet().stream()))
                .allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }

    private Stream<Statement> allowed() {
        return template.resources("AWS::IAM::Role").stream()
                .flatMap(role -> role.statements().stream())
                .filter(statement -> statement.effect().equals("Allow"));
    }

    private static List<String> actions(Template template) {
        return template.resources("AWS::IAM::Role").stream()
                .flatMap(role -> role.statements().stream())
                .flatMap(statement -> statement.actions().stream())
                .toList();
    }

    private static List<String> rules(Template template) {
        return StreamSupport.stream(
                        template.resource("ArchiveBucket")
                                .at("/LifecycleConfiguration/Rules")
                                .spliterator(),
                        false)
                .map(rule -> rule.path("Id").asString())
                .toList();
    }

    private static void add(Set<String> watched, JsonNode metric) {
        if (metric.has("MetricName")) {
            StringBuilder name = new StringBuilder();
            metric.path("Dimensions")
                    .forEach(dimension ->
                            name.append(dimension.path("Value").asString()).append(' '));
            watched.add(name.append(metric.path("MetricName").asString()).toString());
        }
    }
}
