package com.wildrydes.systemtests;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom. Each rule says why. */
class ArchitectureTest {

    private static final List<String> MODULES = List.of(
            "telemetry",
            "streams",
            "access",
            "local-aws",
            "producer-service",
            "aggregator-service",
            "persister-service",
            "archive-service",
            "dashboard-service",
            "system-tests");
    private static final String[] SERVICES = {
        "com.wildrydes.producer..",
        "com.wildrydes.aggregator..",
        "com.wildrydes.persister..",
        "com.wildrydes.archive..",
        "com.wildrydes.dashboard.."
    };

    private static JavaClasses suite;

    @BeforeAll
    static void readTheClassesOfEveryModule() {
        suite = new ClassFileImporter()
                .importPaths(MODULES.stream()
                        .map(module -> Repository.ROOT.resolve(module).resolve("target/classes"))
                        .toList());
        for (String service : SERVICES) {
            assertThat(suite.that(resideInAPackage(service))).as(service).isNotEmpty();
        }
    }

    @Test
    void servicesDoNotKnowEachOther() {
        slices().matching("com.wildrydes.(producer|aggregator|persister|archive|dashboard)..")
                .should()
                .notDependOnEachOther()
                .because("one service is one deployable: they talk through streams, tables and HTTP only")
                .check(suite);
    }

    @Test
    void theModelIsPureJava() {
        noClasses()
                .that()
                .resideInAPackage("com.wildrydes.telemetry..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "software.amazon..", "com.wildrydes.streams..")
                .because("the model must be readable, testable and measurable alone")
                .check(suite);
    }

    @Test
    void theStreamsKnowNoService() {
        noClasses()
                .that()
                .resideInAPackage("com.wildrydes.streams..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(SERVICES))
                .because("the plumbing is shared by all services and belongs to none")
                .check(suite);
    }

    @Test
    void theGuardKnowsNobodyWhomItGuards() {
        noClasses()
                .that()
                .resideInAPackage("com.wildrydes.access..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(SERVICES)
                        .or(resideInAnyPackage(
                                "com.wildrydes.telemetry..", "com.wildrydes.streams..", "software.amazon..")))
                .because("who may what is one rule for all services, and any issuer will do")
                .check(suite);
    }

    @Test
    void localAwsIsAnAwsAndKnowsNothingOfTheSuite() {
        noClasses()
                .that()
                .resideInAPackage("com.wildrydes.localaws..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(SERVICES)
                        .or(resideInAnyPackage("com.wildrydes.telemetry..", "com.wildrydes.streams..")))
                .because("a stand-in that knows its user proves nothing about AWS")
                .check(suite);
        noClasses()
                .that(resideInAnyPackage(SERVICES).or(resideInAPackage("com.wildrydes.streams..")))
                .should()
                .dependOnClassesThat(resideInAPackage("com.wildrydes.localaws.."))
                .because("the same jars run on AWS")
                .check(suite);
    }

    @Test
    void theEmulatedServicesDoNotKnowEachOther() {
        slices().matching("com.wildrydes.localaws.(kinesis|dynamodb|s3|firehose|athena)..")
                .should()
                .notDependOnEachOther()
                .because("on AWS they meet through their APIs only")
                .check(suite);
    }

    @Test
    void settingsAreValidatedRecords() {
        classes()
                .that()
                .areAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
                .should()
                .beRecords()
                .andShould()
                .haveSimpleNameEndingWith("Properties")
                .because("a wrong setting must stop the start with a message that names it")
                .check(suite);
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.springframework.beans.factory.annotation.Value")
                .because("a setting that no record lists cannot be validated or found")
                .check(suite);
    }

    @Test
    void everyPackageSaysWhatItIsAndIsCheckedForNulls() throws IOException {
        for (String module : MODULES) {
            try (Stream<Path> folders =
                    Files.walk(Repository.ROOT.resolve(module).resolve("src/main/java"))) {
                assertThat(folders.filter(ArchitectureTest::holdsClasses))
                        .isNotEmpty()
                        .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                                .content()
                                .contains("/**", "@NullMarked"));
            }
        }
    }

    private static boolean holdsClasses(Path folder) {
        try (Stream<Path> files = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
