package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoadCountTest {

    private final LoadCount count = new LoadCount();

    @Test
    void findsNothingWrongWhenEveryAcceptedReportIsThereOnce() {
        count.accepted(0, 100);
        present(0, 100);

        assertThat(count.lost().cardinality()).isZero();
        assertThat(count.doubledReports()).isZero();
        assertThat(count.doubledByTheSuite().cardinality()).isZero();
        assertThat(count.uninvited().cardinality()).isZero();
    }

    @Test
    void findsTheOneThatIsLost() {
        count.accepted(0, 100);
        present(0, 41);
        present(42, 100);

        assertThat(count.lost().stream()).containsExactly(41);
    }

    @Test
    void findsTheFirstAndTheLastOneLost() {
        count.accepted(0, 100);
        present(1, 99);

        assertThat(count.lost().stream()).containsExactly(0, 99);
    }

    @Test
    void findsTheOneThatIsThereTwiceThoughItWasSentOnce() {
        count.accepted(0, 100);
        present(0, 100);
        count.present(7);
        count.present(7);

        assertThat(count.doubledByTheSuite().stream()).containsExactly(7);
        assertThat(count.doubledReports()).isEqualTo(1);
    }

    @Test
    void whatWasSentAgainMayBeThereTwice() {
        count.unsure(0, 10);
        count.accepted(0, 10);
        present(0, 10);
        present(0, 10);

        assertThat(count.doubledReports()).isEqualTo(10);
        assertThat(count.doubledByTheSuite().cardinality()).isZero();
        assertThat(count.lost().cardinality()).isZero();
    }

    @Test
    void whatNobodyAnsweredMayBeThereOrNot() {
        count.unsure(0, 10);
        present(0, 5);

        assertThat(count.lost().cardinality()).isZero();
        assertThat(count.uninvited().cardinality()).isZero();
    }

    @Test
    void findsWhatIsThereThoughItWasRefused() {
        count.accepted(0, 10);
        present(0, 11);

        assertThat(count.uninvited().stream()).containsExactly(10);
    }

    @Test
    void countsWhatNobodyHereSent() {
        count.present(ReportNumbers.NONE);

        assertThat(count.strangers()).isEqualTo(1);
        assertThat(count.uninvited().cardinality()).isZero();
    }

    private void present(int from, int to) {
        for (int number = from; number < to; number++) {
            count.present(number);
        }
    }
}
