package com.wildrydes.localaws.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.wildrydes.localaws.ContractEndpoint;
import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import com.wildrydes.localaws.LocalAwsProcess;
import com.wildrydes.localaws.http.AwsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class DynamoDbLocalTest {

    @TempDir
    Path data;

    private DynamoDbLocal start() {
        return new DynamoDbLocal(LocalAwsOptions.inFolder(data).dynamodbLibrary(), data);
    }

    private static List<String> tables(URI endpoint) {
        try (DynamoDbClient client = plainClient(endpoint)) {
            return client.listTables().tableNames();
        }
    }

    /** DynamoDB Local itself takes no access key with a hyphen. */
    private static DynamoDbClient plainClient(URI endpoint) {
        return DynamoDbClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
                .build();
    }

    @Test
    void refusesConnectionsFromOtherAddressesOfTheMachine() throws IOException {
        try (DynamoDbLocal local = start()) {
            URI endpoint = local.endpoint();
            assertThat(tables(endpoint)).isEmpty();

            // A server on every address answers at 127.0.0.2 too, where Linux is; so this holds without a network.
            List<InetAddress> others = Stream.concat(
                            Stream.of(InetAddress.getByName("127.0.0.2")),
                            Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                                    .flatMap(NetworkInterface::inetAddresses)
                                    .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress()))
                    .toList();
            for (InetAddress other : others) {
                assertThatThrownBy(() -> {
                            try (Socket socket = new Socket()) {
                                socket.connect(new InetSocketAddress(other, endpoint.getPort()), 5_000);
                            }
                        })
                        .as("connecting to %s", other)
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void keepsItsTablesOverARestart() {
        try (DynamoDbLocal local = start();
                DynamoDbClient client = plainClient(local.endpoint())) {
            createTable(client);
        }

        try (DynamoDbLocal local = start()) {
            assertThat(tables(local.endpoint())).containsExactly("kept");
        }
    }

    @Test
    void startsAgainWhenItWasKilled() throws Exception {
        try (DynamoDbLocal local = start()) {
            local.endpoint();

            kill();

            assertThat(tables(local.endpoint())).isEmpty();
        }
    }

    @Test
    void keepsWhatItAcknowledgedWhenItIsKilledWhileItWrites() throws Exception {
        Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        try (DynamoDbLocal local = start()) {
            try (DynamoDbClient client = plainClient(local.endpoint())) {
                createTable(client);
                CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                    for (int i = 0; ; i++) {
                        String name = "Unicorn-" + i;
                        client.putItem(put -> put.tableName("kept").item(Map.of("Name", AttributeValue.fromS(name))));
                        acknowledged.add(name);
                    }
                });
                await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() >= 200);

                kill();
                assertThat(writing).failsWithin(Duration.ofSeconds(30));
            }

            try (DynamoDbClient client = plainClient(local.endpoint())) {
                Set<String> kept = new HashSet<>();
                client.scanPaginator(scan -> scan.tableName("kept"))
                        .items()
                        .forEach(item -> item.values().forEach(value -> kept.add(value.s())));
                assertThat(kept).containsAll(acknowledged);
            }
        }
    }

    @Test
    void scansInPagesThatItsHeapHolds() {
        int items = DynamoDbService.SCANNED_ITEMS + 1;
        try (LocalAws aws = LocalAws.start(LocalAwsOptions.inFolder(data).withServices("dynamodb"));
                DynamoDbClient client = plainClient(aws.endpoint())) {
            createTable(client);
            for (int from = 0; from < items; from += 25) {
                List<WriteRequest> batch = IntStream.range(from, Math.min(from + 25, items))
                        .mapToObj(DynamoDbLocalTest::put)
                        .toList();
                client.batchWriteItem(write -> write.requestItems(Map.of("kept", batch)));
            }

            assertThat(client.scanPaginator(scan -> scan.tableName("kept")).stream()
                            .map(ScanResponse::count))
                    .containsExactly(DynamoDbService.SCANNED_ITEMS, 1);
            assertThat(client.scan(scan -> scan.tableName("kept").limit(3)).count())
                    .isEqualTo(3);
        }
    }

    private static WriteRequest put(int number) {
        return WriteRequest.builder()
                .putRequest(put -> put.item(Map.of("Name", AttributeValue.fromS("Unicorn-" + number))))
                .build();
    }

    private static void createTable(DynamoDbClient client) {
        client.createTable(b -> b.tableName("kept")
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(a -> a.attributeName("Name").attributeType(ScalarAttributeType.S))
                .keySchema(k -> k.attributeName("Name").keyType(KeyType.HASH)));
    }

    private void kill() throws Exception {
        ProcessHandle child = ProcessHandle.current()
                .children()
                .filter(process -> process.info()
                        .arguments()
                        .map(arguments -> List.of(arguments).contains(data.toString()))
                        .orElse(false))
                .findFirst()
                .orElseThrow();
        child.destroyForcibly();
        child.onExit().get(10, TimeUnit.SECONDS);
    }

    @Test
    void endsWithItsParentEvenWhenThatIsKilled() throws Exception {
        ProcessHandle child;
        try (LocalAwsProcess aws = LocalAwsProcess.start(data, "--services=dynamodb")) {
            assertThat(tables(aws.endpoint())).isEmpty();
            child = ProcessHandle.current()
                    .descendants()
                    .filter(process -> process.info()
                            .arguments()
                            .map(arguments -> List.of(arguments)
                                    .contains(data.resolve("dynamodb").toString()))
                            .orElse(false))
                    .findFirst()
                    .orElseThrow();
            aws.kill();
        }

        child.onExit().get(20, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void saysWhatIsMissingWhenItIsNotInstalled() {
        Path nowhere = data.resolve("no-such-folder");

        try (DynamoDbService service = new DynamoDbService(new DynamoDbLocal(nowhere, data));
                DynamoDbLocal local = new DynamoDbLocal(nowhere, data)) {
            assertThat(service.targetPrefixes()).contains("DynamoDB_20120810");
            assertThatThrownBy(local::endpoint)
                    .isInstanceOfSatisfying(
                            AwsException.class, e -> assertThat(e.status()).isEqualTo(400))
                    .hasMessageContaining(nowhere.toString())
                    .hasMessageContaining("WILDRYDES_DYNAMODB_ENDPOINT");
        }
    }

    @Test
    void passesCallsOnToAnotherEndpoint() {
        LocalAwsOptions options = LocalAwsOptions.parse(
                List.of(
                        "--port=0",
                        "--data=" + data,
                        "--services=dynamodb",
                        "--dynamodb-endpoint=" + ContractEndpoint.get()),
                Map.of());
        try (LocalAws proxy = LocalAws.start(options)) {
            assertThat(tables(proxy.endpoint())).isEqualTo(tables(ContractEndpoint.get()));
        }
    }
}
