package com.wildrydes.localaws.kinesis;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is kept of a stream in its folder, beside the records.
 *
 * @param mode PROVISIONED or ON_DEMAND
 * @param nextShard the index of the next shard to be made; indexes are never used again
 * @param shards in the order of their indexes; closed ones until their last record's retention is over
 * @param consumers those with a throughput of their own, in the order of their registration
 */
record StreamDescription(
        String name,
        long createdMillis,
        String mode,
        int retentionHours,
        SortedMap<String, String> tags,
        int nextShard,
        List<ShardDescription> shards,
        List<ConsumerDescription> consumers) {

    static final String PROVISIONED = "PROVISIONED";
    static final String ON_DEMAND = "ON_DEMAND";
    static final int DEFAULT_RETENTION_HOURS = 24;

    StreamDescription {
        tags = new TreeMap<>(tags);
        shards = List.copyOf(shards);
        // Written before there were any, it has none.
        consumers = consumers == null ? List.of() : List.copyOf(consumers);
    }

    StreamDescription withMode(String other) {
        return new StreamDescription(name, createdMillis, other, retentionHours, tags, nextShard, shards, consumers);
    }

    StreamDescription withRetentionHours(int hours) {
        return new StreamDescription(name, createdMillis, mode, hours, tags, nextShard, shards, consumers);
    }

    StreamDescription withTags(Map<String, String> other) {
        return new StreamDescription(
                name, createdMillis, mode, retentionHours, new TreeMap<>(other), nextShard, shards, consumers);
    }

    StreamDescription withShards(int next, List<ShardDescription> other) {
        return new StreamDescription(name, createdMillis, mode, retentionHours, tags, next, other, consumers);
    }

    StreamDescription withConsumers(List<ConsumerDescription> other) {
        return new StreamDescription(name, createdMillis, mode, retentionHours, tags, nextShard, shards, other);
    }
}
