package com.wildrydes.streams.consume;

import com.wildrydes.streams.ShardId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.kinesis.model.GetRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorResponse;

/**
 * How far behind its stream's newest record each shard is read. Kinesis says so with every read, but the adapters do not hand it
 * on; so this listens to the client's calls, and knows by its iterator which shard a read is of. Thread-safe.
 */
public final class ReadLags implements ExecutionInterceptor {

    /** Far more than one process reads at once; what was asked for and never read with is forgotten some time. */
    private static final int MOST_ITERATORS = 4_096;

    private record Lag(Duration behind, Instant at) {}

    private final Clock clock;
    private final Map<String, ShardId> shards = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ShardId> eldest) {
            return size() > MOST_ITERATORS;
        }
    });
    private final Map<ShardId, Lag> lags = new ConcurrentHashMap<>();

    public ReadLags(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void afterExecution(Context.AfterExecution call, ExecutionAttributes attributes) {
        SdkRequest request = call.request();
        SdkResponse response = call.response();
        if (request instanceof GetShardIteratorRequest asked && response instanceof GetShardIteratorResponse given) {
            begin(asked, given.shardIterator());
        } else if (request instanceof GetRecordsRequest asked && response instanceof GetRecordsResponse given) {
            proceed(asked.shardIterator(), given);
        }
    }

    private void begin(GetShardIteratorRequest asked, @Nullable String iterator) {
        @Nullable String arn = asked.streamARN();
        @Nullable
        String stream =
                asked.streamName() == null && arn != null ? arn.substring(arn.indexOf('/') + 1) : asked.streamName();
        if (iterator != null && stream != null) {
            shards.put(iterator, new ShardId(stream, asked.shardId()));
        }
    }

    private void proceed(String iterator, GetRecordsResponse read) {
        @Nullable ShardId shard = shards.remove(iterator);
        if (shard == null) {
            return;
        }
        if (read.nextShardIterator() != null) {
            shards.put(read.nextShardIterator(), shard);
        }
        if (read.millisBehindLatest() != null) {
            lags.put(shard, new Lag(Duration.ofMillis(read.millisBehindLatest()), clock.instant()));
        }
    }

    /**
     * How far behind the reading of a shard can be by now: as far as Kinesis said last, and as long as that is ago, for who does
     * not read on falls behind. Empty before the first read.
     */
    Optional<Duration> behind(ShardId shard) {
        return Optional.ofNullable(lags.get(shard))
                .map(lag -> lag.behind().plus(Duration.between(lag.at(), clock.instant())));
    }

    void forget(ShardId shard) {
        lags.remove(shard);
    }
}
