package com.wildrydes.archive;

import io.awspring.cloud.autoconfigure.core.AwsClientBuilderConfigurer;
import io.awspring.cloud.autoconfigure.core.AwsProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.AthenaClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;

/** What forwarding, files and queries share; each has a configuration of its own in its package. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ArchiveProperties.class)
class ArchiveConfiguration {

    @Bean
    S3Client s3(AwsClientBuilderConfigurer configurer, AwsProperties aws) {
        return configurer
                .configure(S3Client.builder())
                // A bucket is no part of the host's name where the host is this machine.
                .forcePathStyle(aws.getEndpoint() != null)
                .build();
    }

    @Bean
    AthenaClient athena(AwsClientBuilderConfigurer configurer, ArchiveProperties properties) {
        AthenaClientBuilder builder = configurer.configure(AthenaClient.builder());
        if (properties.athena().endpoint() != null) {
            builder.endpointOverride(properties.athena().endpoint());
        }
        return builder.build();
    }

    @Bean(initMethod = "provision")
    @ConditionalOnProperty("wildrydes.provision")
    BucketProvisioner bucketProvisioner(S3Client s3, ArchiveProperties properties) {
        return new BucketProvisioner(s3, properties.bucket());
    }
}
