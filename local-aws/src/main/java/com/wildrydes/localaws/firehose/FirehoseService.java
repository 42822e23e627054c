package com.wildrydes.localaws.firehose;

import static com.wildrydes.localaws.firehose.StreamJson.invalid;

import com.wildrydes.localaws.http.AwsException;
import com.wildrydes.localaws.http.JsonService;
import com.wildrydes.localaws.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Firehose's API: direct puts, one S3 destination a stream, the limits of AWS. */
public final class FirehoseService extends JsonService {

    private static final int MAX_BATCH_RECORDS = 500;
    private static final int MAX_BATCH_BYTES = 4 << 20;
    private static final int MAX_RECORD_BYTES = 1000 << 10;
    private static final int MAX_LIST = 10_000;
    private static final int DEFAULT_LIST = 10;

    private final Calls calls;

    /**
     * @param root the folder of the streams and their buffers
     * @param failureShare the share of records, 0 to 1, that a batch must report as failed; asked for every batch
     */
    public FirehoseService(Path root, ObjectStore objects, String region, Clock clock, DoubleSupplier failureShare) {
        this(new Calls(new DeliveryStreams(root, objects, region, clock), region, clock, failureShare));
    }

    private FirehoseService(Calls calls) {
        super("Firehose_20150804", calls.operations());
        this.calls = calls;
    }

    @Override
    public void close() {
        calls.streams.close();
    }

    private record Calls(DeliveryStreams streams, String region, Clock clock, DoubleSupplier failureShare) {

        Map<String, UnaryOperator<JsonNode>> operations() {
            return Map.of(
                    "CreateDeliveryStream", this::create,
                    "DeleteDeliveryStream", this::delete,
                    "DescribeDeliveryStream", this::describe,
                    "ListDeliveryStreams", this::list,
                    "PutRecord", this::putRecord,
                    "PutRecordBatch", this::putRecordBatch);
        }

        private static ObjectNode answer() {
            return JsonMapper.shared().createObjectNode();
        }

        private OpenStream stream(JsonNode request) {
            return streams.get(request.path("DeliveryStreamName").asString(""));
        }

        private JsonNode create(JsonNode request) {
            DeliveryStream definition = StreamJson.fromCreate(request, clock.instant());
            try {
                streams.create(definition);
            } catch (IOException e) {
                throw unavailable(e);
            }
            return answer().put("DeliveryStreamARN", definition.arn(region));
        }

        private JsonNode delete(JsonNode request) {
            try {
                streams.delete(stream(request).definition().name());
            } catch (IOException e) {
                throw unavailable(e);
            }
            return answer();
        }

        private JsonNode describe(JsonNode request) {
            ObjectNode answer = answer();
            answer.set(
                    "DeliveryStreamDescription",
                    StreamJson.describe(stream(request).definition(), region));
            return answer;
        }

        private JsonNode list(JsonNode request) {
            int limit = request.path("Limit").asInt(DEFAULT_LIST);
            if (limit < 1 || limit > MAX_LIST) {
                throw invalid("Limit must be 1 to " + MAX_LIST + ", not " + limit);
            }
            String after = request.path("ExclusiveStartDeliveryStreamName").asString("");
            List<String> names = streams.names().stream()
                    .filter(name -> name.compareTo(after) > 0)
                    .toList();
            ObjectNode answer = answer().put("HasMoreDeliveryStreams", names.size() > limit);
            ArrayNode listed = answer.putArray("DeliveryStreamNames");
            names.stream().limit(limit).forEach(listed::add);
            return answer;
        }

        private JsonNode putRecord(JsonNode request) {
            OpenStream stream = stream(request);
            byte[] data = data(request.path("Record"));
            if (fails(failureShare.getAsDouble())) {
                throw new AwsException(503, "ServiceUnavailableException", "Slow down.");
            }
            put(stream, List.of(data));
            return answer().put("RecordId", recordId()).put("Encrypted", false);
        }

        private JsonNode putRecordBatch(JsonNode request) {
            OpenStream stream = stream(request);
            JsonNode records = request.path("Records");
            if (records.isEmpty() || records.size() > MAX_BATCH_RECORDS) {
                throw invalid("Records must hold 1 to " + MAX_BATCH_RECORDS + ", not " + records.size());
            }
            List<byte[]> all = new ArrayList<>(records.size());
            records.forEach(record -> all.add(data(record)));
            long bytes = all.stream().mapToLong(data -> data.length).sum();
            if (bytes > MAX_BATCH_BYTES) {
                throw invalid("Records must hold at most " + MAX_BATCH_BYTES + " bytes together, not " + bytes);
            }

            double share = failureShare.getAsDouble();
            ArrayNode responses = answer().putArray("RequestResponses");
            List<byte[]> taken = new ArrayList<>(all.size());
            for (byte[] data : all) {
                if (fails(share)) {
                    responses
                            .addObject()
                            .put("ErrorCode", "ServiceUnavailableException")
                            .put("ErrorMessage", "Slow down.");
                } else {
                    taken.add(data);
                    responses.addObject().put("RecordId", recordId());
                }
            }
            if (!taken.isEmpty()) {
                put(stream, taken);
            }
            ObjectNode answer =
                    answer().put("FailedPutCount", all.size() - taken.size()).put("Encrypted", false);
            answer.set("RequestResponses", responses);
            return answer;
        }

        private static byte[] data(JsonNode record) {
            JsonNode sent = record.path("Data");
            byte[] data;
            try {
                // Java's own decoder is several times as fast as Jackson's, and most of what a batch takes is this.
                data = sent.isString() ? Base64.getDecoder().decode(sent.stringValue()) : sent.binaryValue();
            } catch (JacksonException | IllegalArgumentException e) {
                throw AwsException.client("SerializationException", "A record's Data must be base64");
            }
            if (data.length > MAX_RECORD_BYTES) {
                throw invalid("A record must hold at most " + MAX_RECORD_BYTES + " bytes, not " + data.length);
            }
            return data;
        }

        private static void put(OpenStream stream, List<byte[]> records) {
            try {
                stream.put(records);
            } catch (IllegalStateException e) {
                throw AwsException.client("ResourceNotFoundException", String.valueOf(e.getMessage()));
            } catch (IOException e) {
                throw unavailable(e);
            }
        }

        private static boolean fails(double share) {
            return share > 0 && ThreadLocalRandom.current().nextDouble() < share;
        }

        private static String recordId() {
            return UUID.randomUUID().toString().replace("-", "").repeat(7);
        }

        private static AwsException unavailable(IOException e) {
            return new AwsException(503, "ServiceUnavailableException", "The buffer's disk must work: " + e);
        }
    }
}
