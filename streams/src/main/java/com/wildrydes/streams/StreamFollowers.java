package com.wildrydes.streams;

/** Makes followers. They share one budget of reads a shard; those still open are closed with the application. */
@FunctionalInterface
public interface StreamFollowers {

    /** @return a follower that reads nothing before its {@link StreamFollower#start()} */
    StreamFollower follow(String stream, StreamFollower.Start start, StreamFollower.Listener listener);
}
