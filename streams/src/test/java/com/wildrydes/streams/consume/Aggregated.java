package com.wildrydes.streams.consume;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.kpl.Messages;

/** Makes a record as the Kinesis Producer Library aggregates it: a magic number, Protobuf and its MD5. */
public final class Aggregated {

    private final Messages.AggregatedRecord.Builder builder = Messages.AggregatedRecord.newBuilder();

    private Aggregated() {}

    public static Aggregated record() {
        return new Aggregated();
    }

    public Aggregated add(String key, String data) {
        builder.addPartitionKeyTable(key);
        builder.addRecords(Messages.Record.newBuilder()
                .setPartitionKeyIndex(builder.getPartitionKeyTableCount() - 1L)
                .setData(ByteString.copyFromUtf8(data)));
        return this;
    }

    public byte[] toBytes() {
        byte[] body = builder.build().toByteArray();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(AggregatorUtil.AGGREGATED_RECORD_MAGIC);
        bytes.writeBytes(body);
        bytes.writeBytes(md5(body));
        return bytes.toByteArray();
    }

    static byte[] md5(String text) {
        return md5(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
