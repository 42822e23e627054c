package com.wildrydes.aggregator.windows;

import com.wildrydes.streams.DeadLetters;
import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.ShardLineage;
import com.wildrydes.streams.ShardProcessor;
import com.wildrydes.streams.ShardProcessorFactory;
import com.wildrydes.streams.StreamWriter;
import com.wildrydes.telemetry.Report;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What the aggregation of every shard has in common.
 *
 * @param idleAfter how long after a window's end a quiet shard's summaries are written though no later report has come
 * @param parser makes a report of a record's data and partition key, as {@link com.wildrydes.telemetry.ReportJson} does
 * @param observers makes what else watches a shard's reports
 */
public record Aggregation(
        WindowLength length,
        Duration idleAfter,
        BiFunction<byte[], String, Report> parser,
        Inheritance inheritance,
        SummaryEmission emission,
        DeadLetters deadLetters,
        Supplier<ShardObserver> observers,
        AggregatorMetrics metrics)
        implements ShardProcessorFactory {

    public Aggregation(
            WindowLength length,
            Supplier<WindowTime> times,
            Duration idleAfter,
            BiFunction<byte[], String, Report> parser,
            ShardLineage lineage,
            StreamWriter summaries,
            DeadLetters deadLetters,
            Supplier<ShardObserver> observers,
            AggregatorMetrics metrics) {
        this(
                length,
                idleAfter,
                parser,
                new Inheritance(lineage, parser, times),
                new SummaryEmission(summaries, length, metrics),
                deadLetters,
                observers,
                metrics);
    }

    @Override
    public ShardProcessor open(ShardId shard, boolean resumed) {
        return new ShardAggregator(shard, resumed, this);
    }
}
