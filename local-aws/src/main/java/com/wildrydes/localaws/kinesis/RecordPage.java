package com.wildrydes.localaws.kinesis;

import com.wildrydes.localaws.http.AwsBody;
import com.wildrydes.localaws.kinesis.log.RecordSink;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes records, from the file's buffer to the answer, until one of the limits of a call or an event is reached. */
final class RecordPage implements RecordSink {

    private final AwsBody body;
    private final JsonGenerator generator;
    private final int shardIndex;
    private final int maxRecords;
    private final long maxBytes;
    private int records;
    private long bytes;

    /** @param maxBytes of keys and data; a first record is written even when it is larger */
    RecordPage(AwsBody body, JsonGenerator generator, int shardIndex, int maxRecords, long maxBytes) {
        this.body = body;
        this.generator = generator;
        this.shardIndex = shardIndex;
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
    }

    int records() {
        return records;
    }

    /** Of the keys and data that were written. */
    long bytes() {
        return bytes;
    }

    @Override
    public boolean accept(
            long number, long arrivalMillis, byte[] buffer, int keyOffset, int keyLength, int dataLength) {
        if (records == maxRecords || (records > 0 && bytes + keyLength + dataLength > maxBytes)) {
            return false;
        }
        records++;
        bytes += keyLength + dataLength;
        generator.writeStartObject();
        generator.writeStringProperty("SequenceNumber", SequenceNumber.toString(number, shardIndex));
        generator.writeName("ApproximateArrivalTimestamp");
        body.writeInstant(generator, arrivalMillis);
        generator.writeName("Data");
        generator.writeBinary(buffer, keyOffset + keyLength, dataLength);
        generator.writeName("PartitionKey");
        generator.writeUTF8String(buffer, keyOffset, keyLength);
        generator.writeEndObject();
        return true;
    }

    /** Writes ChildShards: the shards that a closed one was replaced by. */
    static void writeChildren(List<Shard> shards, int parent, JsonGenerator generator) {
        generator.writeName("ChildShards");
        generator.writeStartArray();
        for (Shard shard : shards) {
            ShardDescription child = shard.description();
            if (child.isChildOf(parent)) {
                generator.writeStartObject();
                generator.writeStringProperty("ShardId", child.id());
                generator.writeName("ParentShards");
                generator.writeStartArray();
                writeParent(child.parent(), generator);
                writeParent(child.adjacentParent(), generator);
                generator.writeEndArray();
                generator.writeName("HashKeyRange");
                generator.writeStartObject();
                generator.writeStringProperty(
                        "StartingHashKey", child.range().start().toString());
                generator.writeStringProperty(
                        "EndingHashKey", child.range().end().toString());
                generator.writeEndObject();
                generator.writeEndObject();
            }
        }
        generator.writeEndArray();
    }

    private static void writeParent(@Nullable Integer parent, JsonGenerator generator) {
        if (parent != null) {
            generator.writeString(ShardDescription.id(parent));
        }
    }
}
