package com.wildrydes.streams.follow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** Lists shards. */
public final class Shards {

    private Shards() {}

    /** All that the stream still has, closed ones too, over all pages. */
    public static List<Shard> list(KinesisAsyncClient kinesis, String stream) throws InterruptedException {
        List<Shard> shards = new ArrayList<>();
        @Nullable String token = null;
        do {
            @Nullable String page = token;
            ListShardsResponse response = Calls.await(kinesis.listShards(
                    request -> request.streamName(page == null ? stream : null).nextToken(page)));
            shards.addAll(response.shards());
            token = response.nextToken();
        } while (token != null);
        return shards;
    }

    /** The shards that it was split or merged from, which need not be there any more. */
    static List<String> parents(Shard shard) {
        List<String> parents = new ArrayList<>(2);
        if (shard.parentShardId() != null) {
            parents.add(shard.parentShardId());
        }
        if (shard.adjacentParentShardId() != null) {
            parents.add(shard.adjacentParentShardId());
        }
        return parents;
    }
}
