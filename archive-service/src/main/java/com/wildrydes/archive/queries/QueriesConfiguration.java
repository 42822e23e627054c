package com.wildrydes.archive.queries;

import com.wildrydes.archive.ArchiveProperties;
import com.wildrydes.archive.BucketProvisioner;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** SQL over the archive. */
@Configuration(proxyBeanMethods = false)
class QueriesConfiguration {

    /** @param bucket is there before a result is stored in it */
    @Bean(initMethod = "provision")
    @ConditionalOnProperty("wildrydes.provision")
    AthenaProvisioner athenaProvisioner(AthenaClient athena, ArchiveProperties properties, BucketProvisioner bucket) {
        return new AthenaProvisioner(athena, properties);
    }

    @Bean
    SqlGuard sqlGuard(ArchiveProperties properties) {
        return new SqlGuard(
                properties.athena().database(),
                Set.of("wildrydes", "archived_reports", "reports"),
                properties.athena().maxRows());
    }

    @Bean
    QueryExecutions queryExecutions(AthenaClient athena, ArchiveProperties properties) {
        return new QueryExecutions(
                athena, properties.athena().workgroup(), properties.athena().database());
    }

    @Bean
    QueryLimits queryLimits(ArchiveProperties properties) {
        return new QueryLimits(
                properties.athena().queriesOfACaller(), properties.athena().maxRuntime());
    }

    /** @param provisioner makes the workgroup, where it is this service that does, whose queries are looked at */
    @Bean(initMethod = "start", destroyMethod = "close")
    OpenQueries openQueries(
            QueryExecutions executions,
            QueryLimits limits,
            MeterRegistry registry,
            ObjectProvider<AthenaProvisioner> provisioner) {
        provisioner.ifAvailable(made -> {});
        return new OpenQueries(executions, limits, Clock.systemUTC(), registry);
    }

    @Bean
    Queries queries(QueryExecutions executions, OpenQueries open, QueryLimits limits) {
        return new Queries(executions, open, limits);
    }

    @Bean
    ResultFiles resultFiles(S3Client s3, ArchiveProperties properties) {
        return new ResultFiles(s3, properties.resultLocation());
    }
}
