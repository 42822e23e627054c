package com.wildrydes.localaws.athena;

import com.wildrydes.localaws.athena.catalogue.Catalogue;
import com.wildrydes.localaws.http.AwsService;
import com.wildrydes.localaws.http.JsonService;
import com.wildrydes.localaws.objects.ObjectStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Athena's API over the catalogue and the executions in a folder, and the objects of an S3. */
public final class AthenaService extends JsonService {

    private final ExecutionWorker worker;

    private AthenaService(Map<String, UnaryOperator<JsonNode>> operations, ExecutionWorker worker) {
        super("AmazonAthena", operations);
        this.worker = worker;
    }

    /**
     * @param root the folder of the catalogue, the executions and the copies of objects
     * @param objects the S3 that tables lie in and results go to
     */
    public static AwsService over(Path root, ObjectStore objects, Clock clock) {
        return over(root, objects, EngineLimits.DEFAULT, clock);
    }

    static AwsService over(Path root, ObjectStore objects, EngineLimits limits, Clock clock) {
        Path folder = root.toAbsolutePath();
        Catalogue catalogue = new Catalogue(folder.resolve("catalogue.json"));
        Executions executions = new Executions(folder.resolve("executions"), clock);
        ExecutionWorker worker = new ExecutionWorker(executions, catalogue, objects, limits, clock, folder);
        Map<String, UnaryOperator<JsonNode>> operations = new HashMap<>();
        operations.putAll(new QueryCalls(executions, catalogue, worker, objects, clock).operations());
        operations.putAll(new CatalogueCalls(catalogue, clock).operations());
        return new AthenaService(operations, worker);
    }

    @Override
    public void close() {
        worker.close();
    }
}
