package com.wildrydes.streams.redrive;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClientBuilder;
import software.amazon.awssdk.services.kinesis.model.LimitExceededException;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * {@code ./wildrydes redrive}: puts the records of dead letters back into the streams that they came from, once each, however
 * often it is run. Plain Java: it needs this module's classes, {@code telemetry}, the AWS SDK and nothing of Spring.
 *
 * <p>Where AWS is, and who asks, it takes from the environment as the SDK does: {@code AWS_REGION}, {@code AWS_PROFILE}, the roles
 * of pods, {@code AWS_ENDPOINT_URL}. A stand-in, which is one that is reached without TLS, takes any keys.
 */
public final class RedriveCommand {

    static final int NOT_ALL = 1;
    static final int USAGE_ERROR = 2;

    private static final int ATTEMPTS = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final RedriveArguments arguments;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    private RedriveCommand(
            RedriveArguments arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        this.arguments = arguments;
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) throws InterruptedException {
        // Its answer goes to standard output, and nothing else does.
        if (System.getProperty("logback.configurationFile") == null) {
            System.setProperty("logback.configurationFile", "redrive-logback.xml");
        }
        System.exit(run(args, System.getenv(), System.out, System.err));
    }

    /**
     * @return the exit status: 0 when every record that was selected is in its stream, 1 when one is not, or it is not known, 2 for
     *     wrong arguments
     */
    static int run(String[] args, Map<String, String> environment, PrintStream out, PrintStream err)
            throws InterruptedException {
        RedriveArguments arguments;
        try {
            arguments = RedriveArguments.of(args, environment);
        } catch (IllegalArgumentException e) {
            err.println("redrive: " + e.getMessage());
            err.println(RedriveArguments.USAGE);
            return USAGE_ERROR;
        }
        if (arguments.help()) {
            out.println(RedriveArguments.USAGE);
            return 0;
        }
        return new RedriveCommand(arguments, environment, out, err).run();
    }

    private int run() throws InterruptedException {
        try (KinesisAsyncClient reading = client(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .retryOnException(LimitExceededException.class)
                        .build());
                KinesisAsyncClient writing = client(AwsRetryStrategy.doNotRetry())) {
            return redrive(new KinesisRecordStreams(reading, writing)) ? 0 : NOT_ALL;
        } catch (ResourceNotFoundException e) {
            err.println("redrive: " + e.getMessage());
            return NOT_ALL;
        } catch (SdkException | IllegalStateException e) {
            err.println("redrive: " + where() + " must answer, but " + KinesisRecordStreams.message(e));
            err.println("redrive: run it again; what was put is known, or will be looked for");
            return NOT_ALL;
        }
    }

    private boolean redrive(RecordStreams streams) throws InterruptedException {
        String run = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
        Told told = new Told(out, err);
        Redrive redrive = new Redrive(
                streams,
                arguments.deadLetters(),
                arguments.selection(),
                run,
                InstantSource.system(),
                time -> Thread.sleep(time.toMillis()),
                new SplittableRandom(),
                told);
        Overview overview = redrive.read();
        out.println("Dead letters in " + arguments.deadLetters() + " (" + where() + ") that were selected:");
        overview.lines().forEach(out::println);
        if (overview.rows().isEmpty()) {
            out.println("       0");
        }
        long cut = overview.letters(Overview.Fate.CUT);
        if (cut > 0) {
            err.println("redrive: " + cut
                    + " RECORDS CANNOT BE PUT: a letter holds the first 512 KiB of a record, and these were "
                    + "longer. They must be sent again by whoever has them.");
        }
        long held = overview.letters(Overview.Fate.HELD);
        if (held > 0) {
            err.println("redrive: " + held + " are held by another run, which is at work or has ended within the last "
                    + Ledger.CLAIM.toMinutes() + " min; run it again then");
        }
        if (arguments.dryRun()) {
            out.println("Would put " + overview.toPut() + " back. Nothing was put.");
            return cut == 0 && held == 0;
        }
        redrive.put();
        out.println(told.summary(run));
        return cut == 0 && held == 0 && told.allAreThere();
    }

    private String where() {
        return endpoint().map(URI::toString).orElse("AWS");
    }

    private Optional<URI> endpoint() {
        return Optional.ofNullable(environment.get("AWS_ENDPOINT_URL_KINESIS"))
                .or(() -> Optional.ofNullable(environment.get("AWS_ENDPOINT_URL")))
                .filter(url -> !url.isBlank())
                .map(URI::create);
    }

    private KinesisAsyncClient client(RetryStrategy retries) {
        KinesisAsyncClientBuilder builder = KinesisAsyncClient.builder()
                .overrideConfiguration(override -> override.retryStrategy(retries)
                        .apiCallAttemptTimeout(TIMEOUT)
                        .apiCallTimeout(TIMEOUT.multipliedBy(ATTEMPTS)));
        endpoint().ifPresent(builder::endpointOverride);
        if (endpoint().map(URI::getScheme).filter("http"::equals).isPresent()) {
            builder.region(Region.of(environment.getOrDefault("AWS_REGION", "us-east-1")));
            if (!environment.containsKey("AWS_ACCESS_KEY_ID")) {
                builder.credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")));
            }
        }
        return builder.build();
    }
}
