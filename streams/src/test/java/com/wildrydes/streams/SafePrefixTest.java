package com.wildrydes.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SafePrefixTest {

    private final SafePrefix prefix = new SafePrefix();

    @Test
    void isEmptyWhenNothingWasNoted() throws InterruptedException {
        assertThat(prefix.advance()).isEmpty();
        assertThat(prefix.await()).isEmpty();
    }

    @Test
    void doesNotPassWhatIsNotSafe() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        prefix.add(Position.of("1"), first);
        prefix.add(Position.of("2"), done());

        assertThat(prefix.advance()).isEmpty();

        first.complete(null);
        assertThat(prefix.advance()).contains(Position.of("2"));
    }

    @Test
    void tellsEachAdvanceOnce() {
        prefix.add(Position.of("1"), done());

        assertThat(prefix.advance()).contains(Position.of("1"));
        assertThat(prefix.advance()).isEmpty();
    }

    @Test
    void stopsForGoodAtAFailure() {
        prefix.add(Position.of("1"), done());
        prefix.add(Position.of("2"), CompletableFuture.failedFuture(new IllegalStateException("closed")));
        prefix.add(Position.of("3"), done());

        assertThat(prefix.advance()).contains(Position.of("1"));
        for (int again = 0; again < 2; again++) {
            assertThatThrownBy(prefix::advance)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("sequenceNumber=2")
                    .hasRootCauseMessage("closed");
        }
        assertThatThrownBy(prefix::await).hasRootCauseMessage("closed");
    }

    @Test
    void refusesAPositionThatDoesNotAscend() {
        prefix.add(new Position("10", 1), done());

        assertThatThrownBy(() -> prefix.add(new Position("10", 1), done()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must ascend");
        assertThatThrownBy(() -> prefix.add(Position.of("9"), done())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void waitsForAll() throws InterruptedException {
        CompletableFuture<Void> first = new CompletableFuture<>();
        prefix.add(Position.of("1"), first);
        prefix.add(Position.of("2"), done());
        Thread completes = new Thread(() -> first.complete(null));
        completes.start();

        assertThat(prefix.await()).contains(Position.of("2"));
        completes.join();
    }

    @RepeatedTest(50)
    void reachesExactlyTheFirstThatIsMissingInAnyOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<CompletableFuture<Void>> futures = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            futures.add(new CompletableFuture<>());
            prefix.add(Position.of(String.valueOf(i + 1)), futures.get(i));
        }
        List<CompletableFuture<Void>> order = new ArrayList<>(futures);
        Collections.shuffle(order, random);

        int reached = 0;
        for (CompletableFuture<Void> future : order) {
            future.complete(null);
            reached = prefix.advance()
                    .map(p -> Integer.parseInt(p.sequenceNumber()))
                    .orElse(reached);
            int expected = 0;
            while (expected < 40 && futures.get(expected).isDone()) {
                expected++;
            }
            assertThat(reached).isEqualTo(expected);
        }
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
