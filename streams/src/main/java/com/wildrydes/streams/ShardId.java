package com.wildrydes.streams;

/** A shard of a stream, both by name. */
public record ShardId(String stream, String shard) {

    @Override
    public String toString() {
        return stream + "/" + shard;
    }
}
