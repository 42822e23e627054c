package com.wildrydes.benchmarks.engine;

import com.wildrydes.telemetry.MinuteSummary;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A shard of two minutes: from the bytes of a record, its share of the closed window's line included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class AggregateBenchmark {

    private static final int UNICORNS = 1000;
    private static final int SECONDS = 120;

    @Param({"FULL", "SIX_DECIMALS"})
    public Corpus.Precision precision = Corpus.Precision.FULL;

    private Corpus corpus = new Corpus(0, 0, precision);
    private final Engine engine = new Engine();

    @Setup
    public void read() throws InterruptedException {
        corpus = new Corpus(UNICORNS, SECONDS, precision);
        engine.run(corpus);
        Same.require(PlainLoop.run(corpus), engine.windows());
    }

    @Benchmark
    @OperationsPerInvocation(UNICORNS * SECONDS)
    public int engine() throws InterruptedException {
        return engine.run(corpus);
    }

    @Benchmark
    @OperationsPerInvocation(UNICORNS * SECONDS)
    public List<MinuteSummary> plainLoop() {
        return PlainLoop.run(corpus);
    }
}
