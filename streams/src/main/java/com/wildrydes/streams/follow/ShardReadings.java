package com.wildrydes.streams.follow;

import com.wildrydes.streams.ShardId;
import com.wildrydes.streams.StreamFollower;
import com.wildrydes.streams.StreamFollower.Start;
import java.util.Optional;

/** How a follower reads its stream's shards. Thread-safe. */
interface ShardReadings extends AutoCloseable {

    /** Begins no call yet. */
    ShardReading open(ShardId shard, Start from);

    /** What keeps the shards from being read, when that is more than a call that failed. */
    Optional<StreamFollower.State> trouble();

    /** Gives back what was taken for the reading. */
    @Override
    void close();
}
