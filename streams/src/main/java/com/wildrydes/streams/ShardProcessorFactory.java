package com.wildrydes.streams;

/** Makes the processor of a shard that this process has taken. */
@FunctionalInterface
public interface ShardProcessorFactory {

    /**
     * @param resumed whether a checkpoint was stored when the shard was taken, so that its records come from after it; false
     *     when they come from the shard's beginning, because no processor before has made any of them safe
     */
    ShardProcessor open(ShardId shard, boolean resumed);
}
