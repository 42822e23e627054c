package com.wildrydes.archive.forwarding;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.firehose.FirehoseAsyncClient;
import software.amazon.awssdk.services.firehose.model.Record;

/** The Firehose delivery stream. */
final class FirehoseStream implements DeliveryStream {

    private final FirehoseAsyncClient client;
    private final String name;

    /** @param client does not retry by itself */
    FirehoseStream(FirehoseAsyncClient client, String name) {
        this.client = client;
        this.name = name;
    }

    @Override
    public CompletableFuture<List<Boolean>> put(List<byte[]> records) {
        List<Record> entries = records.stream()
                .map(bytes -> Record.builder()
                        .data(SdkBytes.fromByteArrayUnsafe(bytes))
                        .build())
                .toList();
        return client.putRecordBatch(put -> put.deliveryStreamName(name).records(entries))
                .thenApply(response -> response.requestResponses().stream()
                        .map(entry -> entry.errorCode() == null)
                        .toList());
    }
}
