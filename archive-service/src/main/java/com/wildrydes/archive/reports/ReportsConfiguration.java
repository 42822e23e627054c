package com.wildrydes.archive.reports;

import com.wildrydes.archive.ArchiveProperties;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The ready reports. */
@Configuration(proxyBeanMethods = false)
class ReportsConfiguration {

    @Bean
    ReadyReports readyReports(ArchiveProperties properties) {
        return new ReadyReports(properties.athena().maxRows());
    }

    @Bean
    Clock reportsClock() {
        return Clock.systemUTC();
    }
}
