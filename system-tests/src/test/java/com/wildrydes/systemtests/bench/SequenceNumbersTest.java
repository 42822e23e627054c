package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceNumbersTest {

    private static final String BASE = "4965812340000000000000000000000000000000000000000000";

    private final SequenceNumbers numbers = new SequenceNumbers(100);

    @Test
    void missesNothingWhenAllAreArchivedThoughSomeTwice() {
        stream(0, 100);
        archive(0, 100);
        archive(20, 30);

        assertThat(numbers.missing().cardinality()).isZero();
        assertThat(numbers.archivedRecords()).isEqualTo(100);
    }

    @Test
    void missesTheOneThatIsNotArchived() {
        stream(0, 100);
        archive(0, 99);

        assertThat(numbers.missing().stream()).containsExactly(99);
        assertThat(numbers.archivedRecords()).isEqualTo(99);
    }

    @Test
    void missesAReportThatIsArchivedUnderAnotherNumber() {
        stream(0, 2);
        numbers.archived(0, sequenceNumber(1));
        numbers.archived(1, sequenceNumber(1));

        assertThat(numbers.missing().stream()).containsExactly(0);
    }

    @Test
    void missesTheSecondRecordOfAReportThatIsInTheStreamTwice() {
        numbers.inStream(5, sequenceNumber(5));
        numbers.inStream(5, sequenceNumber(99));
        numbers.archived(5, sequenceNumber(5));

        assertThat(numbers.missing().cardinality()).isZero();
        assertThat(numbers.missingOthers()).containsExactly(sequenceNumber(99));

        numbers.archived(5, sequenceNumber(99));

        assertThat(numbers.missingOthers()).isEmpty();
        assertThat(numbers.archivedRecords()).isEqualTo(2);
    }

    private void stream(int from, int to) {
        for (int report = from; report < to; report++) {
            numbers.inStream(report, sequenceNumber(report));
        }
    }

    private void archive(int from, int to) {
        for (int report = from; report < to; report++) {
            numbers.archived(report, sequenceNumber(report));
        }
    }

    private static String sequenceNumber(int number) {
        return BASE + (1000 + number);
    }
}
