package com.wildrydes.persister;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.access.Endpoints;
import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import com.wildrydes.oidc.AccessMatrix;
import com.wildrydes.oidc.Mappings;
import com.wildrydes.oidc.OidcServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Who may what of the persister, each cell, at the whole service beside local-aws. */
@Timeout(180)
class AccessIT {

    private static final List<String> ROWS = List.of(
            "GET /api/unicorns/x/summaries viewer",
            "GET /api/alerts viewer",
            "GET /v3/api-docs viewer",
            "GET /actuator/health public",
            "GET /actuator/health/readiness public",
            "GET /actuator/prometheus operator");

    @TempDir
    private static Path data;

    private static LocalAws aws;
    private static OidcServer issuer;
    private static ConfigurableApplicationContext service;
    private static AccessMatrix matrix;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.inFolder(data).withServices("kinesis", "dynamodb"));
        issuer = OidcServer.start();
        service = new SpringApplicationBuilder(PersisterApplication.class)
                .run(
                        "--spring.profiles.active=local",
                        "--server.port=0",
                        "--spring.cloud.aws.endpoint=" + aws.endpoint(),
                        "--wildrydes.access.mode=sign-in",
                        "--wildrydes.access.issuer=" + issuer.issuer(),
                        "--wildrydes.access.audience=" + OidcServer.AUDIENCE);
        matrix = new AccessMatrix(
                "persister",
                URI.create("http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port")),
                issuer);
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
        aws.close();
    }

    @TestFactory
    Stream<DynamicTest> everybodyMayWhatTheirRoleSaysAndNoMore() {
        return Stream.concat(matrix.cells(ROWS).stream(), matrix.foreignOriginCells(ROWS).stream())
                .map(cell -> DynamicTest.dynamicTest(cell.name(), cell.check()::run));
    }

    @Test
    void everyEndpointIsInTheTableAndInThisTest() {
        assertThat(Mappings.of(service)).isNotEmpty().allSatisfy(operation -> {
            String[] parts = operation.split(" ");
            assertThat(Endpoints.find(parts[0], parts[1])).as(operation).isPresent();
        });
        assertThat(Mappings.missingIn(ROWS, service)).isEmpty();
    }
}
