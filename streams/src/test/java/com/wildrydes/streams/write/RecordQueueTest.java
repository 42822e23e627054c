package com.wildrydes.streams.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RecordQueueTest {

    private static final long LINGER = 1_000;

    private final RecordQueue queue = new RecordQueue();

    @Test
    void takesOneRecordOfEachKeyInTheOrderOfTheirComing() {
        PendingRecord a1 = add("a");
        PendingRecord a2 = add("a");
        PendingRecord b1 = add("b");

        assertThat(queue.take(0)).containsExactly(a1, b1);
        assertThat(queue.take(0)).isEmpty();

        queue.done(a1);
        assertThat(queue.take(0)).containsExactly(a2);
    }

    @Test
    void holdsBackAKeyWhoseRecordFailed() {
        PendingRecord a1 = add("a");
        PendingRecord a2 = add("a");
        queue.take(0);

        queue.retry(a1, 500);

        assertThat(queue.take(499)).isEmpty();
        assertThat(queue.take(500)).containsExactly(a1);
        queue.done(a1);
        assertThat(queue.take(500)).containsExactly(a2);
    }

    @Test
    void letsOtherKeysPassAKeyThatFailed() {
        PendingRecord a1 = add("a");
        queue.take(0);
        queue.retry(a1, 500);

        PendingRecord b1 = add("b");

        assertThat(queue.take(0)).containsExactly(b1);
    }

    @Test
    void waitsForTheLingerOfTheOldest() {
        assertThat(queue.nanosUntilNext(0, LINGER)).isNull();

        add("a", 10, 100);

        assertThat(queue.nanosUntilNext(100, LINGER)).isEqualTo(LINGER);
        assertThat(queue.nanosUntilNext(1_100, LINGER)).isZero();
    }

    @Test
    void doesNotLingerWithAFullRequest() {
        for (int i = 0; i < RecordQueue.MAX_ENTRIES - 1; i++) {
            add("key" + i);
        }
        assertThat(queue.nanosUntilNext(0, LINGER)).isPositive();

        add("last");

        assertThat(queue.nanosUntilNext(0, LINGER)).isZero();
    }

    @Test
    void waitsForAFailedRecordsTime() {
        PendingRecord a1 = add("a");
        queue.take(0);
        queue.retry(a1, 700);

        assertThat(queue.nanosUntilNext(0, LINGER)).isEqualTo(700);
    }

    @Test
    void fillsARequestToItsLimits() {
        for (int i = 0; i < RecordQueue.MAX_ENTRIES + 1; i++) {
            add("key" + i);
        }
        assertThat(queue.take(0)).hasSize(RecordQueue.MAX_ENTRIES);
        assertThat(queue.take(0)).hasSize(1);

        for (int i = 0; i < 6; i++) {
            add("large" + i, 1024 * 1024 - 6, 0);
        }
        assertThat(queue.take(0)).hasSize(5);
        assertThat(queue.take(0)).hasSize(1);
    }

    @Test
    void sendsASuspectRecordAlone() {
        PendingRecord a = add("a");
        PendingRecord b = add("b");
        PendingRecord c = add("c");
        b.alone = true;

        assertThat(queue.take(0)).containsExactly(a);
        assertThat(queue.take(0)).containsExactly(b);
        assertThat(queue.take(0)).containsExactly(c);
    }

    @Test
    void forgetsAllWhenCleared() {
        PendingRecord underWay = add("a");
        queue.take(0);
        PendingRecord waiting = add("a");
        PendingRecord other = add("b");

        assertThat(queue.clear()).containsExactlyInAnyOrder(underWay, waiting, other);
        assertThat(queue.size()).isZero();
        assertThat(queue.holds(underWay)).isFalse();
        assertThat(queue.take(0)).isEmpty();
    }

    @Test
    void refusesAnAnswerForARecordThatIsNotTheFirstOfItsKey() {
        PendingRecord a1 = add("a");
        PendingRecord a2 = add("a");
        assertThat(queue.take(0)).isEqualTo(List.of(a1));

        assertThatThrownBy(() -> queue.done(a2)).isInstanceOf(IllegalStateException.class);
    }

    private PendingRecord add(String key) {
        return add(key, 10, 0);
    }

    private PendingRecord add(String key, int bytes, long queuedNanos) {
        PendingRecord record = new PendingRecord(key, new byte[bytes], queuedNanos);
        queue.add(record);
        return record;
    }
}
