package com.wildrydes.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wildrydes.localaws.kinesis.Faults;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalAwsOptionsTest {

    private static LocalAwsOptions parse(String... arguments) {
        return LocalAwsOptions.parse(List.of(arguments), Map.of());
    }

    @Test
    void areSafeWhenNothingIsGiven() {
        LocalAwsOptions options = parse();

        assertThat(options.host()).isEqualTo("127.0.0.1");
        assertThat(options.port()).isEqualTo(4566);
        assertThat(options.data()).isEqualTo(Path.of(".wildrydes/data").toAbsolutePath());
        assertThat(options.region()).isEqualTo("us-east-1");
        assertThat(options.services()).containsExactlyInAnyOrder("kinesis", "dynamodb", "s3", "firehose", "athena");
        assertThat(options.kinesisRetentionBytes()).isEqualTo(1L << 30);
        assertThat(options.kinesisFaults()).isEqualTo(Faults.NONE);
        assertThat(options.dynamodbEndpoint()).isNull();
        assertThat(options.s3Endpoint()).isNull();
        assertThat(options.firehoseFailures()).isZero();
    }

    @Test
    void areAllTakenFromTheCommandLineInEitherForm() {
        LocalAwsOptions options = parse(
                "--host",
                "0.0.0.0",
                "--port=0",
                "--data=/tmp/somewhere",
                "--region",
                "eu-central-1",
                "--services=kinesis,s3",
                "--retention-bytes",
                "1048576",
                "--throttled-share=0.1",
                "--failed-entry-share=0.2",
                "--lost-answer-share=0.3",
                "--expired-iterator-share=0.4",
                "--broken-subscription-share=0.5",
                "--latency-millis=50",
                "--throughput-limits=true",
                "--fault-seed=6",
                "--dynamodb-lib=/tmp/lib",
                "--dynamodb-endpoint=http://localhost:8000",
                "--s3-endpoint=http://localhost:9000",
                "--firehose-failures=0.5");

        assertThat(options)
                .isEqualTo(new LocalAwsOptions(
                        "0.0.0.0",
                        0,
                        Path.of("/tmp/somewhere"),
                        "eu-central-1",
                        java.util.Set.of("kinesis", "s3"),
                        1 << 20,
                        new Faults(0.1, 0.2, 0.3, 0.4, 0.5, 50, true, 6),
                        Path.of("/tmp/lib"),
                        URI.create("http://localhost:8000"),
                        URI.create("http://localhost:9000"),
                        0.5));
    }

    @Test
    void comeFromTheEnvironmentWhereTheCommandLineIsSilent() {
        Map<String, String> environment = Map.of(
                "LOCAL_AWS_PORT", "1234",
                "LOCAL_AWS_RETENTION_BYTES", "2097152",
                "LOCAL_AWS_REGION", " ",
                "WILDRYDES_DYNAMODB_ENDPOINT", "http://localhost:8000");

        LocalAwsOptions options = LocalAwsOptions.parse(List.of("--port", "5678"), environment);

        assertThat(options.port()).isEqualTo(5678);
        assertThat(options.kinesisRetentionBytes()).isEqualTo(2_097_152);
        assertThat(options.region()).isEqualTo("us-east-1");
        assertThat(options.dynamodbEndpoint()).isEqualTo(URI.create("http://localhost:8000"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--port=65536               | --port must be from 0 to 65535, got 65536",
                "--port=-1                  | --port must be from 0 to 65535, got -1",
                "--port=99999999999         | --port must be from 0 to 65535",
                "--port=http                | --port must be a whole number, got http",
                "--host=                    | --host must not be blank",
                "--region=Europe            | --region must look like us-east-1, got Europe",
                "--services=kinesis,sqs     | --services must be some of kinesis,dynamodb,s3,firehose,athena, got kinesis,sqs",
                "--retention-bytes=1048575  | --retention-bytes must be at least 1048576, got 1048575",
                "--throttled-share=1.1      | throttledShare must be from 0 to 1, got 1.1",
                "--throttled-share=often    | --throttled-share must be a number from 0 to 1, got often",
                "--latency-millis=60001     | latencyMillis must be from 0 to 60000, got 60001",
                "--throughput-limits=yes    | --throughput-limits must be true or false, got yes",
                "--s3-endpoint=localhost    | --s3-endpoint must look like http://host:port, got localhost",
                "--firehose-failures=2      | --firehose-failures must be from 0 to 1, got 2.0",
                "--ports=1                  | An option must be one of --host, --port,",
                "port=1                     | got port=1",
                "--port                     | --port must be followed by its value"
            })
    void areRefusedWithAMessageForAPerson(String argument, String message) {
        assertThatThrownBy(() -> parse(argument))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
