package com.wildrydes.systemtests;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.Shard;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** Reads streams with the bare SDK, from their first record to what is there now. */
public final class Streams {

    private Streams() {}

    public static List<Record> read(KinesisClient kinesis, String stream) {
        List<Record> records = new ArrayList<>();
        for (Shard shard : kinesis.listShards(r -> r.streamName(stream)).shards()) {
            records.addAll(read(kinesis, stream, shard.shardId()));
        }
        return records;
    }

    public static List<Record> read(KinesisClient kinesis, String stream, String shard) {
        List<Record> records = new ArrayList<>();
        String iterator = kinesis.getShardIterator(
                        r -> r.streamName(stream).shardId(shard).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                .shardIterator();
        while (iterator != null) {
            String next = iterator;
            GetRecordsResponse response = kinesis.getRecords(r -> r.shardIterator(next));
            records.addAll(response.records());
            boolean atTip = response.records().isEmpty() && response.millisBehindLatest() == 0;
            iterator = atTip ? null : response.nextShardIterator();
        }
        return records;
    }
}
