package com.wildrydes.systemtests;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads streams with the bare SDK, from their first record to what is there now. */
public final class Streams {

    private Streams() {}

    /** All shards, closed ones included, parents before their children, as they were made. */
    public static List<Shard> shards(KinesisClient kinesis, String stream) {
        List<Shard> shards = new ArrayList<>();
        ListShardsResponse page = kinesis.listShards(r -> r.streamName(stream));
        shards.addAll(page.shards());
        while (page.nextToken() != null) {
            String token = page.nextToken();
            page = kinesis.listShards(r -> r.nextToken(token));
            shards.addAll(page.shards());
        }
        return shards;
    }

    public static List<Record> read(KinesisClient kinesis, String stream) {
        List<Record> records = new ArrayList<>();
        for (Shard shard : shards(kinesis, stream)) {
            records.addAll(read(kinesis, stream, shard.shardId()));
        }
        return records;
    }

    public static List<Record> read(KinesisClient kinesis, String stream, String shard) {
        List<Record> records = new ArrayList<>();
        forEach(kinesis, stream, shard, records::add);
        return records;
    }

    /** As {@link #read(KinesisClient, String, String)}, and holds one batch at a time. */
    public static void forEach(KinesisClient kinesis, String stream, String shard, Consumer<Record> reader) {
        String iterator = kinesis.getShardIterator(
                        r -> r.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (iterator != null) {
            String next = iterator;
            GetRecordsResponse response = kinesis.getRecords(r -> r.shardIterator(next));
            response.records().forEach(reader);
            boolean atTip = response.records().isEmpty() && response.millisBehindLatest() == 0;
            iterator = atTip ? null : response.nextShardIterator();
        }
    }
}
