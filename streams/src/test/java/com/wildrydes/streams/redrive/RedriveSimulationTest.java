package com.wildrydes.streams.redrive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.streams.StreamRecord;
import com.wildrydes.telemetry.DeadLetter;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Runs that crash, are refused, get no answer and go on beside each other, over and over; then each record is in its stream
 * exactly once.
 */
class RedriveSimulationTest {

    private static final String DEAD_LETTERS = "wildrydes-dead-letters";
    private static final int SIMULATIONS = Integer.getInteger("wildrydes.test.redrive-simulations", 2_000);
    private static final PrintStream NOBODY = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);

    @Test
    void putsEveryRecordOnceThroughCrashesRefusalsLostAnswersAndOtherRuns() {
        int puts = 0;
        int crashes = 0;
        for (int i = 0; i < SIMULATIONS; i++) {
            long seed = 4711 + i;
            Simulation simulation = new Simulation(seed);
            simulation.run();
            assertThat(simulation.differences()).as("seed %d", seed).isEmpty();
            puts += simulation.letters;
            crashes += simulation.crashes;
        }
        System.out.printf(
                "redrive: %d simulations, %d records, %d crashes, each record put once%n", SIMULATIONS, puts, crashes);
        assertThat(crashes).isPositive();
    }

    private static final class Simulation {

        private final SplittableRandom random;
        private final SimulatedStreams streams;
        /** How often each record must be there, by partition key and data. */
        private final Map<String, Integer> expected = new HashMap<>();

        private int letters;
        private int runs;
        private int crashes;
        private boolean beside;

        Simulation(long seed) {
            random = new SplittableRandom(seed);
            streams = new SimulatedStreams(random.split());
        }

        void run() {
            writeLetters();
            streams.faults(random.nextDouble(0.4));
            streams.meanwhile(() -> {
                if (!beside && random.nextInt(5) == 0) {
                    beside = true;
                    redrive();
                    beside = false;
                }
            });
            for (int i = random.nextInt(6); i > 0; i--) {
                redrive();
                streams.pass(Duration.ofSeconds(random.nextInt(300)));
            }
            streams.meanwhile(() -> {});
            streams.faults(0);
            streams.pass(Ledger.CLAIM);
            assertThat(redrive()).isTrue();
            // Once more finds nothing to do.
            assertThat(redrive()).isTrue();
        }

        private void writeLetters() {
            letters = 1 + random.nextInt(30);
            for (int i = 0; i < letters; i++) {
                String name = "unicorn" + random.nextInt(5);
                boolean readable = random.nextInt(4) > 0;
                // Some are the same as another, byte for byte.
                int n = random.nextInt(letters);
                String data = readable ? "{\"Name\":\"" + name + "\",\"n\":" + n + "}" : "no report " + n;
                // Some came under another key, some under the one that they are put back with.
                String key = random.nextBoolean() ? "somebody" : name;
                String number = streams.write("wildrydes", key, data.getBytes(UTF_8));
                DeadLetter letter = DeadLetter.of(
                        "wildrydes", "shardId-0", number, streams.instant(), "not-json: x", data.getBytes(UTF_8));
                for (int copies = 1 + random.nextInt(8) / 7; copies > 0; copies--) {
                    streams.write(DEAD_LETTERS, number, letter.write());
                }
                expected.merge(key + " " + data, 1, Integer::sum);
                expected.merge((readable ? name : number) + " " + data, 1, Integer::sum);
                streams.pass(Duration.ofMillis(random.nextInt(20_000)));
            }
        }

        /** @return whether all is there */
        private boolean redrive() {
            Told told = new Told(NOBODY, NOBODY);
            Redrive redrive = new Redrive(
                    streams, DEAD_LETTERS, Selection.ALL, "run" + runs++, streams, this::sleep, random, told);
            try {
                Overview overview = redrive.read();
                redrive.put();
                return told.allAreThere() && overview.letters(Overview.Fate.HELD) == 0;
            } catch (SimulatedStreams.Crash e) {
                crashes++;
                return false;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Now and then the machine sleeps, not the thread. */
        private void sleep(Duration time) {
            streams.pass(random.nextInt(20) == 0 ? time.plus(Ledger.CLAIM) : time);
        }

        List<String> differences() {
            Map<String, Integer> seen = new HashMap<>();
            for (StreamRecord record : streams.all("wildrydes")) {
                seen.merge(record.partitionKey() + " " + new String(record.data(), UTF_8), 1, Integer::sum);
            }
            List<String> differences = new ArrayList<>();
            expected.forEach((record, times) -> {
                int found = seen.getOrDefault(record, 0);
                if (found != times) {
                    differences.add(record + " must be there " + times + " times, but is " + found + " times");
                }
            });
            assertThat(seen).hasSize(expected.size());
            return differences;
        }
    }
}
