package com.wildrydes.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.telemetry.MinuteSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {

    /** A minute and its edge. */
    private final Corpus corpus = new Corpus(7, 121, Corpus.Precision.FULL);

    @Test
    void thePeersCloseTheSameWindows() throws Exception {
        Engine engine = new Engine();
        engine.run(corpus);
        List<MinuteSummary> expected = PlainLoop.run(corpus);

        assertThat(expected).hasSize(3 * 7);
        assertThat(engine.windows()).containsExactlyElementsOf(expected);
        assertThat(FlinkJob.run(corpus.records(), corpus.records().size()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void theSameCorpusComesOfTheSameSize() {
        Corpus again = new Corpus(7, 121, Corpus.Precision.FULL);

        assertThat(again.records()).hasSameSizeAs(corpus.records()).zipSatisfy(corpus.records(), (a, b) -> {
            assertThat(a.position()).isEqualTo(b.position());
            assertThat(a.data()).isEqualTo(b.data());
        });
    }
}
