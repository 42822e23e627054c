package com.wildrydes.persister;

import static com.wildrydes.persister.Summaries.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.telemetry.InvalidReportException;
import com.wildrydes.telemetry.MinuteSummary;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SummaryItemTest {

    private static final MinuteSummary SUMMARY = new MinuteSummary("Shadowfax", MINUTE, 1794.3, 147, 153, 141, 150, 60);

    @Test
    void hasTheAttributesOfTheSummary() {
        assertThat(SummaryItem.of(SUMMARY, null))
                .isEqualTo(Map.of(
                        "Name", AttributeValue.fromS("Shadowfax"),
                        "StatusTime", AttributeValue.fromS("2026-11-23 01:02:00.000"),
                        "Distance", AttributeValue.fromN("1794.3"),
                        "MinMagicPoints", AttributeValue.fromN("147"),
                        "MaxMagicPoints", AttributeValue.fromN("153"),
                        "MinHealthPoints", AttributeValue.fromN("141"),
                        "MaxHealthPoints", AttributeValue.fromN("150"),
                        "Samples", AttributeValue.fromN("60")));
    }

    @Test
    void expiresAfterItsMinute() {
        assertThat(SummaryItem.of(SUMMARY, Duration.ofDays(1)))
                .containsEntry("ExpiresAt", AttributeValue.fromN(String.valueOf(MINUTE.getEpochSecond() + 86_400)));
    }

    @Test
    void readsWhatItWrote() {
        assertThat(SummaryItem.read(SummaryItem.of(SUMMARY, Duration.ofDays(1))))
                .isEqualTo(SUMMARY);
    }

    @Test
    void readsAnItemWithoutSamplesAsOneSample() {
        Map<String, AttributeValue> item = new HashMap<>(SummaryItem.of(SUMMARY, null));
        item.remove("Samples");

        assertThat(SummaryItem.read(item).samples()).isOne();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Distance", "MinMagicPoints", "MaxHealthPoints"})
    void refusesAnItemWithoutANumber(String attribute) {
        Map<String, AttributeValue> item = new HashMap<>(SummaryItem.of(SUMMARY, null));
        item.remove(attribute);

        assertThatThrownBy(() -> SummaryItem.read(item))
                .isInstanceOf(InvalidReportException.class)
                .hasMessageContaining(attribute);
    }

    @Test
    void refusesAnItemWhoseNumberIsNone() {
        Map<String, AttributeValue> item = new HashMap<>(SummaryItem.of(SUMMARY, null));
        item.put("MinMagicPoints", AttributeValue.fromN("1.5"));

        assertThatThrownBy(() -> SummaryItem.read(item)).isInstanceOf(InvalidReportException.class);
    }
}
