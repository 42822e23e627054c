package com.wildrydes.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.wildrydes.template.Statement;
import com.wildrydes.template.Template;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the template allows each service is what its classes ask AWS for, read from their bytecode. What KCL and Athena do in a
 * service's name is not in our classes: their rights are told apart by the names of their statements. {@link RecordedCallsIT} looks
 * at it from the other side: what is asked for in a flight, KCL's calls too, and on which streams and tables. This test sees calls
 * that no flight makes, and needs no flight.
 */
class RightsTest {

    private static final Pattern CLIENT =
            Pattern.compile("software\\.amazon\\.awssdk\\.services\\.(\\w+)\\.\\w+(?:Async)?Client");

    /** Where an action has another name than the method of the client. */
    private static final Map<String, String> RENAMED = Map.of("s3:ListObjectsV2", "s3:ListBucket");

    /** Methods of a client that ask AWS for nothing themselves. */
    private static final Set<String> NO_CALLS =
            Set.of("builder", "create", "close", "waiter", "utilities", "serviceClientConfiguration", "serviceName");

    /** Statements for what others do in the service's name. */
    private static final Set<String> NOT_OURS = Set.of(
            "KeepLeases", // KCL
            "Register", // KCL too
            "Subscribe",
            "AthenaFindsTables",
            "AthenaFindsTheDefaultDatabase",
            "AthenaFindsTheBucket",
            "AthenaWritesResults");

    /** Reading a stream whose shards are known: what Inheritance needs of the ancestors' records. */
    private static final Predicate<JavaClass> ANCESTORS =
            in("streams.follow").and(named("KinesisShardLineage", "Shards", "ShardReader"));

    private static final Predicate<JavaClass> WRITING = in("streams.write");
    private static final Predicate<JavaClass> WATCHING = named("StreamGenerations");

    /** KCL's reader makes the calls that ours makes; with it come the tables, which are KCL's business. */
    private static final Predicate<JavaClass> CONSUMING = ANCESTORS.or(WATCHING).or(WRITING);

    private static JavaClasses suite;

    /** A service, and which classes run in it. */
    enum Service {
        PRODUCER("Producer", in("producer").or(WRITING)),
        AGGREGATOR("Aggregator", in("aggregator").or(CONSUMING)),
        PERSISTER("Persister", in("persister").or(CONSUMING)),
        ARCHIVE("Archive", in("archive").or(CONSUMING)),
        DASHBOARD("Dashboard", in("dashboard").or(in("streams.follow"))),
        REDRIVE("Redrive", in("streams.redrive").or(in("streams.follow").and(named("Shards", "ShardReader"))));

        private final String name;
        private final Predicate<JavaClass> classes;

        Service(String name, Predicate<JavaClass> classes) {
            this.name = name;
            this.classes = classes;
        }
    }

    @BeforeAll
    static void readTheClassesOfTheServices() {
        suite = new ClassFileImporter()
                .importPaths(Stream.of(
                                "streams",
                                "producer-service",
                                "aggregator-service",
                                "persister-service",
                                "archive-service",
                                "dashboard-service")
                        .map(module -> Repository.ROOT.resolve(module).resolve("target/classes"))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource
    void allowsAServiceWhatItsClassesAskFor(Service service) {
        assertThat(allowed(service, statement -> true)).containsAll(asked(service));
    }

    @ParameterizedTest
    @EnumSource
    void allowsAServiceNothingElse(Service service) {
        assertThat(asked(service))
                .isNotEmpty()
                .containsAll(allowed(service, statement -> !NOT_OURS.contains(statement.sid())));
    }

    private static Set<String> allowed(Service service, Predicate<Statement> which) {
        Template template = Template.read().with("ConsumerFanOut", "true").with("DashboardFanOut", "true");
        return template.resource(service.name + "Role").statements().stream()
                .filter(which)
                .flatMap(statement -> statement.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The actions that the service's classes ask for, without those that are for provisioning, which it does not on AWS. */
    private static Set<String> asked(Service service) {
        return suite.stream()
                .filter(service.classes)
                .filter(type -> !type.getSimpleName().endsWith("Provisioner"))
                .flatMap(type -> Stream.<JavaAccess<?>>concat(
                        type.getMethodCallsFromSelf().stream(), type.getMethodReferencesFromSelf().stream()))
                .filter(access -> !access.getOrigin().getName().equals("provision"))
                .flatMap(RightsTest::action)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> action(JavaAccess<?> access) {
        Matcher client = CLIENT.matcher(access.getTargetOwner().getName());
        String method = access.getTarget().getName();
        if (!client.matches() || NO_CALLS.contains(method)) {
            return Stream.empty();
        }
        String action = client.group(1) + ":" + method.substring(0, 1).toUpperCase(Locale.ROOT) + method.substring(1);
        return Stream.of(RENAMED.getOrDefault(action, action));
    }

    private static Predicate<JavaClass> in(String subPackage) {
        String name = "com.wildrydes." + subPackage;
        return type ->
                type.getPackageName().equals(name) || type.getPackageName().startsWith(name + ".");
    }

    private static Predicate<JavaClass> named(String... names) {
        return type -> Set.of(names).contains(type.getSimpleName());
    }
}
