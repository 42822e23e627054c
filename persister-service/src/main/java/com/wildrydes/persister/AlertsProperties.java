package com.wildrydes.persister;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the alerts are read from.
 *
 * @param table the DynamoDB table, which the aggregator writes and, where it may, creates
 */
@Validated
@ConfigurationProperties("wildrydes.alerts")
record AlertsProperties(
        @DefaultValue("UnicornAlerts") @Pattern(regexp = "[a-zA-Z0-9_.-]{3,255}", message = "must be a table's name")
        String table) {}
