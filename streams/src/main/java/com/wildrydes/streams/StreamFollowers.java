package com.wildrydes.streams;

/** Makes followers. Those that poll share one budget of reads a shard; those still open are closed with the application. */
@FunctionalInterface
public interface StreamFollowers {

    /** @return a follower that reads nothing before its {@link StreamFollower#start()} */
    StreamFollower follow(String stream, StreamFollower.Start start, StreamFollower.Listener listener);

    /** For what follows as long as the process lives: by enhanced fan-out where that is set, else as {@link #follow} does. */
    default StreamFollower followForGood(String stream, StreamFollower.Start start, StreamFollower.Listener listener) {
        return follow(stream, start, listener);
    }
}
