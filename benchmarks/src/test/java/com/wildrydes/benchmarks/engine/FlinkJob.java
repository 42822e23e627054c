package com.wildrydes.benchmarks.engine;

import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.MinuteSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The same job for Apache Flink, as its documentation would have one write it, and with what makes it faster: objects used
 * again, no generic types, no checkpoints, one subtask, and in the shuffle only the fields that are needed.
 *
 * <p>Flink copies functions into the cluster, so the records and the result are static; one job runs at a time.
 */
final class FlinkJob {

    private static List<StreamRecord> records = List.of();
    private static final List<MinuteSummary> WINDOWS = new ArrayList<>();

    private FlinkJob() {}

    /** @param count how many of the records, from the first on; at least 1 */
    static List<MinuteSummary> run(List<StreamRecord> all, int count) throws Exception {
        records = all;
        WINDOWS.clear();
        Configuration configuration = new Configuration();
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        environment
                .fromSource(
                        new NumberSequenceSource(0, count - 1),
                        WatermarkStrategy.noWatermarks(),
                        "numbers of the records")
                .map(new Parse())
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Sample>forMonotonousTimestamps()
                        .withTimestampAssigner((sample, before) -> sample.arrival))
                .keyBy(sample -> sample.name)
                .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
                .aggregate(new Add(), new Close())
                .sinkTo(new Keep());
        environment.execute();
        return List.copyOf(WINDOWS);
    }

    /** What of a report is summed. Public and so on, or Flink would not take it for a POJO and be slow. */
    public static final class Sample {
        public String name = "";
        public long arrival;
        public double distance;
        public int health;
        public int magic;
    }

    /** The sums of a window. */
    public static final class Sums {
        public double distance;
        public int minHealth = Integer.MAX_VALUE;
        public int maxHealth = Integer.MIN_VALUE;
        public int minMagic = Integer.MAX_VALUE;
        public int maxMagic = Integer.MIN_VALUE;
        public long samples;
    }

    /** A window that is over. */
    public static final class Closed {
        public String name = "";
        public long start;
        public @Nullable Sums sums;
    }

    private static final class Parse implements MapFunction<Long, Sample> {
        private static final long serialVersionUID = 1;

        @Override
        public Sample map(Long number) {
            StreamRecord record = records.get(number.intValue());
            JsonReport report = JsonReport.read(record.data());
            Sample sample = new Sample();
            sample.name = report.name();
            sample.arrival = record.arrivalTime().toEpochMilli();
            sample.distance = report.distance();
            sample.health = report.healthPoints();
            sample.magic = report.magicPoints();
            return sample;
        }
    }

    private static final class Add implements AggregateFunction<Sample, Sums, Sums> {
        private static final long serialVersionUID = 1;

        @Override
        public Sums createAccumulator() {
            return new Sums();
        }

        @Override
        public Sums add(Sample sample, Sums sums) {
            sums.distance += sample.distance;
            sums.minHealth = Math.min(sums.minHealth, sample.health);
            sums.maxHealth = Math.max(sums.maxHealth, sample.health);
            sums.minMagic = Math.min(sums.minMagic, sample.magic);
            sums.maxMagic = Math.max(sums.maxMagic, sample.magic);
            sums.samples++;
            return sums;
        }

        @Override
        public Sums getResult(Sums sums) {
            return sums;
        }

        @Override
        public Sums merge(Sums a, Sums b) {
            throw new IllegalStateException("Windows of fixed length must not be merged, but were");
        }
    }

    private static final class Close extends ProcessWindowFunction<Sums, Closed, String, TimeWindow> {
        private static final long serialVersionUID = 1;

        @Override
        public void process(String name, Context context, Iterable<Sums> sums, Collector<Closed> out) {
            Closed closed = new Closed();
            closed.name = name;
            closed.start = context.window().getStart();
            closed.sums = sums.iterator().next();
            out.collect(closed);
        }
    }

    private static final class Keep implements Sink<Closed> {
        private static final long serialVersionUID = 1;

        @Override
        public SinkWriter<Closed> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(Closed window, Context context) {
                    Sums sums = window.sums;
                    if (sums != null) {
                        WINDOWS.add(new MinuteSummary(
                                window.name,
                                Instant.ofEpochMilli(window.start),
                                sums.distance,
                                sums.minMagic,
                                sums.maxMagic,
                                sums.minHealth,
                                sums.maxHealth,
                                sums.samples));
                    }
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
