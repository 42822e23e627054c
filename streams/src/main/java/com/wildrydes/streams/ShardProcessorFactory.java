package com.wildrydes.streams;

/** Makes the processor of a shard that this process has taken. */
@FunctionalInterface
public interface ShardProcessorFactory {

    ShardProcessor open(ShardId shard);
}
