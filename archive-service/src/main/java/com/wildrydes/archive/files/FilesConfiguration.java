package com.wildrydes.archive.files;

import com.wildrydes.archive.ArchiveProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import software.amazon.awssdk.services.s3.S3Client;

/** Listing and downloading files. */
@Configuration(proxyBeanMethods = false)
class FilesConfiguration {

    @Bean
    ArchivedFiles archivedFiles(S3Client s3, ArchiveProperties properties) {
        return new ArchivedFiles(s3, properties.bucket());
    }
}
