package com.wildrydes.streams.write;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** A Kinesis that takes, refuses and fails as its script says, on threads of its own, and remembers what it took. */
final class ScriptedKinesis implements KinesisAsyncClient {

    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final Function<PutRecordsRequestEntry, Answer> script;
    private final List<PutRecordsRequest> requests = new ArrayList<>();
    private final List<PutRecordsRequestEntry> taken = new ArrayList<>();

    /** What happens to an entry; one that fails as invalid or unavailable fails its whole request. */
    enum Answer {
        TAKEN,
        THROTTLED,
        INVALID,
        UNAVAILABLE
    }

    ScriptedKinesis(Function<PutRecordsRequestEntry, Answer> script) {
        this.script = script;
    }

    @Override
    public CompletableFuture<PutRecordsResponse> putRecords(PutRecordsRequest request) {
        return CompletableFuture.supplyAsync(() -> answer(request), threads);
    }

    private synchronized PutRecordsResponse answer(PutRecordsRequest request) {
        requests.add(request);
        List<Answer> answers = request.records().stream().map(script).toList();
        if (answers.contains(Answer.INVALID)) {
            throw exception("InvalidArgumentException", 400);
        }
        if (answers.contains(Answer.UNAVAILABLE)) {
            throw exception("InternalFailure", 500);
        }
        List<PutRecordsResultEntry> results = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) == Answer.TAKEN) {
                taken.add(request.records().get(i));
                results.add(PutRecordsResultEntry.builder()
                        .shardId("shardId-000000000000")
                        .sequenceNumber(String.valueOf(taken.size()))
                        .build());
            } else {
                results.add(PutRecordsResultEntry.builder()
                        .errorCode("ProvisionedThroughputExceededException")
                        .errorMessage("Rate exceeded")
                        .build());
            }
        }
        return PutRecordsResponse.builder().records(results).build();
    }

    private static KinesisException exception(String code, int status) {
        return (KinesisException) KinesisException.builder()
                .message(code)
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    synchronized List<PutRecordsRequest> requests() {
        return List.copyOf(requests);
    }

    synchronized List<PutRecordsRequestEntry> taken() {
        return List.copyOf(taken);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
