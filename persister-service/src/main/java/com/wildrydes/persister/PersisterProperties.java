package com.wildrydes.persister;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The persister's settings.
 *
 * @param table the DynamoDB table
 * @param keep how long after its minute a summary may be deleted; unset keeps summaries for good
 * @param writesInFlight how many writes are under way at once, over all shards
 */
@Validated
@ConfigurationProperties("wildrydes.summaries")
record PersisterProperties(
        @DefaultValue("UnicornSensorData") @Pattern(regexp = "[a-zA-Z0-9_.-]{3,255}")
        String table,

        @DurationMin(hours = 1) @Nullable Duration keep,
        @DefaultValue("64") @Min(1) @Max(1000) int writesInFlight) {}
