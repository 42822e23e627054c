package com.wildrydes.localaws.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardLogTest {

    private static final long RETENTION_BYTES = 1 << 20;
    private static final long SEGMENT_BYTES = RETENTION_BYTES / 16;

    @TempDir
    private Path folder;

    private final AtomicLong numbers = new AtomicLong(1_000);

    private record Stored(long number, long arrival, String key, String data) {}

    private ShardLog open() {
        return ShardLog.open(folder, RETENTION_BYTES);
    }

    private Stored append(ShardLog log, long arrival, String key, String data) {
        long number = log.append(List.of(newRecord(key, data)), arrival, numbers::incrementAndGet)[0];
        return new Stored(number, arrival, key, data);
    }

    private static NewRecord newRecord(String key, String data) {
        return new NewRecord(key.getBytes(StandardCharsets.UTF_8), data.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Stored> read(ShardLog log, long from) {
        List<Stored> read = new ArrayList<>();
        ReadResult result = log.read(from, 0, collectInto(read, Integer.MAX_VALUE));
        assertThat(result.reachedEnd()).isTrue();
        return read;
    }

    private static RecordSink collectInto(List<Stored> read, int most) {
        return (number, arrival, buffer, keyOffset, keyLength, dataLength) -> {
            if (read.size() == most) {
                return false;
            }
            read.add(new Stored(
                    number,
                    arrival,
                    new String(buffer, keyOffset, keyLength, StandardCharsets.UTF_8),
                    new String(buffer, keyOffset + keyLength, dataLength, StandardCharsets.UTF_8)));
            return true;
        };
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }

    private List<Stored> fill(ShardLog log, int records, Random random) {
        List<Stored> stored = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            String data = "x".repeat(random.nextInt(2_000));
            stored.add(append(log, 100 + random.nextInt(20) + i, "key " + random.nextInt(5), data));
        }
        return stored;
    }

    @Test
    void givesBackWhatWasAppended() {
        ShardLog log = open();
        List<Stored> stored = List.of(append(log, 5, "ä€😀", "first"), append(log, 6, "key", ""));

        assertThat(read(log, 0)).isEqualTo(stored);
    }

    @Test
    void givesBackABatchInItsOrder() {
        ShardLog log = open();

        long[] drawn = log.append(
                List.of(newRecord("a", "1"), newRecord("b", "2"), newRecord("a", "3")), 5, numbers::incrementAndGet);

        assertThat(read(log, 0)).extracting(Stored::data).containsExactly("1", "2", "3");
        assertThat(read(log, 0)).extracting(Stored::number).containsExactly(drawn[0], drawn[1], drawn[2]);
        assertThat(log.lastNumber()).isEqualTo(drawn[2]);
    }

    @Test
    void isAsItWasAfterItIsOpenedAgain() {
        long seed = 1;
        ShardLog log = open();
        List<Stored> stored = fill(log, 600, new Random(seed));
        log.close();

        ShardLog again = open();

        assertThat(read(again, 0)).as("seed " + seed).isEqualTo(stored);
        assertThat(again.lastNumber()).isEqualTo(stored.get(stored.size() - 1).number());
        stored.add(append(again, 1_000, "key", "after"));
        assertThat(read(again, 0)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 4})
    void findsNumbersAndArrivalTimesAsASearchOfAllRecordsDoes(long seed) {
        Random random = new Random(seed);
        ShardLog log = open();
        List<Stored> stored = fill(log, 400, random);

        for (int i = 0; i < 100; i++) {
            long from = stored.get(0).number() - 1 + random.nextInt(402);
            assertThat(read(log, from))
                    .as("seed " + seed + ", from " + from)
                    .isEqualTo(stored.stream()
                            .filter(found -> found.number() >= from)
                            .toList());
            long arrival = 90 + random.nextInt(550);
            long expected = stored.stream()
                    .filter(found -> found.arrival() >= arrival)
                    .mapToLong(Stored::number)
                    .findFirst()
                    .orElse(log.lastNumber() + 1);
            assertThat(Math.max(log.firstNumberSince(arrival), stored.get(0).number()))
                    .as("seed " + seed + ", since " + arrival)
                    .isEqualTo(expected);
        }
    }

    @Test
    void endsAPageBeforeTheRecordThatTheReaderRefuses() {
        ShardLog log = open();
        append(log, 5, "key", "1");
        Stored second = append(log, 6, "key", "2");
        List<Stored> page = new ArrayList<>();

        ReadResult result = log.read(0, 0, collectInto(page, 1));

        assertThat(page).extracting(Stored::data).containsExactly("1");
        assertThat(result).isEqualTo(new ReadResult(second.number(), 6));
        assertThat(read(log, result.next())).containsExactly(second);
    }

    @Test
    void readsNothingFromBeyondTheEndAndGoesOnFromThereLater() {
        ShardLog log = open();
        Stored first = append(log, 5, "key", "1");

        ReadResult result = log.read(first.number() + 1, 0, collectInto(new ArrayList<>(), 10));
        Stored second = append(log, 5, "key", "2");

        assertThat(result.reachedEnd()).isTrue();
        assertThat(read(log, result.next())).containsExactly(second);
    }

    @Test
    void cutsOffARecordThatWasTornWhereverItWasTorn() throws IOException {
        ShardLog log = open();
        Stored first = append(log, 5, "key", "first");
        append(log, 6, "key", "second");
        log.close();
        Path file = files(".log").get(0);
        byte[] whole = Files.readAllBytes(file);
        int firstBytes = RecordFormat.bytes(newRecord("key", "first"));

        for (int length = firstBytes; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            ShardLog again = open();

            assertThat(read(again, 0)).as("torn at byte " + length).containsExactly(first);
            assertThat(file).hasSize(firstBytes);
            Stored next = append(again, 7, "key", "next");
            assertThat(read(again, 0)).containsExactly(first, next);
            again.close();
            assertThat(read(open(), 0)).containsExactly(first, next);
        }
    }

    @Test
    void cutsOffALastRecordWithABitThatIsWrong() throws IOException {
        ShardLog log = open();
        Stored first = append(log, 5, "key", "first");
        append(log, 6, "key", "second");
        log.close();
        Path file = files(".log").get(0);
        byte[] whole = Files.readAllBytes(file);

        for (int i = RecordFormat.bytes(newRecord("key", "first")); i < whole.length; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file, damaged);

            assertThat(read(open(), 0)).as("wrong byte " + i).containsExactly(first);
        }
    }

    @Test
    void neverReadsBeyondWhatIsCompleteThoughMoreIsInTheFile() throws IOException {
        ShardLog log = open();
        Stored first = append(log, 5, "key", "first");
        append(log, 6, "key", "second");
        int complete = RecordFormat.bytes(newRecord("key", "first"));

        try (RecordScanner scanner = new RecordScanner(files(".log").get(0), 0, complete)) {
            assertThat(scanner.nextIntact()).isTrue();
            assertThat(scanner.number()).isEqualTo(first.number());
            assertThat(scanner.nextIntact()).isFalse();
            assertThat(scanner.position()).isEqualTo(complete);
        }
    }

    @Test
    void saysWhereASegmentIsDamagedInsteadOfEndingThereSilently() throws IOException {
        ShardLog log = open();
        append(log, 5, "key", "first");
        append(log, 6, "key", "second");
        Path file = files(".log").get(0);
        byte[] whole = Files.readAllBytes(file);
        whole[whole.length - 1] ^= 1;
        Files.write(file, whole);

        assertThatThrownBy(() -> read(log, 0))
                .isInstanceOf(UncheckedIOException.class)
                .cause()
                .hasMessageContaining(file + " is damaged at byte ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsASegmentAgainWhenItsIndexIsMissingOrDamaged(boolean missing) throws IOException {
        ShardLog log = open();
        List<Stored> stored = fill(log, 300, new Random(5));
        log.close();
        assertThat(files(".index")).isNotEmpty();
        for (Path index : files(".index")) {
            byte[] bytes = Files.readAllBytes(index);
            // The position of the second entry, where a search may begin.
            bytes[4 * Long.BYTES + 2 * SparseIndex.ENTRY_BYTES - 1] ^= 1;
            if (missing) {
                Files.delete(index);
            } else {
                Files.write(index, bytes);
            }
        }

        ShardLog again = open();
        for (int i = 0; i < stored.size(); i++) {
            assertThat(read(again, stored.get(i).number())).isEqualTo(stored.subList(i, stored.size()));
        }
    }

    @Test
    void dropsTheOldestSegmentsToKeepWithinItsBytes() throws IOException {
        ShardLog log = open();

        List<Stored> stored = fill(log, 3_000, new Random(6));

        List<Stored> kept = read(log, 0);
        assertThat(kept.size()).isLessThan(stored.size());
        assertThat(kept).isEqualTo(stored.subList(stored.size() - kept.size(), stored.size()));
        assertThat(log.bytes()).isBetween(RETENTION_BYTES - 2 * SEGMENT_BYTES, RETENTION_BYTES);
        assertThat(files(".log")).hasSizeLessThanOrEqualTo(17);
    }

    @Test
    void passesOverExpiredRecordsAndDropsSegmentsOfNothingElse() throws IOException {
        ShardLog log = open();
        for (int i = 0; i < 300; i++) {
            append(log, i, "key", "x".repeat(1_000));
        }
        int before = files(".log").size();

        List<Stored> kept = new ArrayList<>();
        log.read(0, 200, collectInto(kept, 1_000));
        log.trim(200);

        assertThat(kept)
                .extracting(Stored::arrival)
                .containsExactlyElementsOf(LongStream.range(200, 300).boxed().toList());
        assertThat(files(".log")).hasSizeBetween(1, before - 1);
        assertThat(read(log, 0)).endsWith(kept.toArray(Stored[]::new));
    }

    @Test
    void takesRecordsAfterAllOthersHaveExpired() {
        ShardLog log = open();
        append(log, 5, "key", "old");
        long last = log.lastNumber();

        log.trim(6);
        Stored next = append(log, 7, "key", "new");

        assertThat(next.number()).isGreaterThan(last);
        assertThat(read(log, 0)).containsExactly(next);
    }

    @Test
    void takesARecordLargerThanASegment() {
        ShardLog log = open();

        Stored large = append(log, 5, "key", "x".repeat(700_000));
        Stored next = append(log, 5, "key", "next");

        assertThat(read(log, 0)).containsExactly(large, next);
    }

    @Test
    void takesNothingOnceItIsSealed() {
        ShardLog log = open();
        append(log, 5, "key", "data");

        log.seal();

        assertThatThrownBy(() -> append(log, 5, "key", "data")).isInstanceOf(IllegalStateException.class);
        assertThat(read(log, 0)).hasSize(1);
        assertThat(read(open(), 0)).hasSize(1);
    }

    @Test
    void leavesNothingBehindWhenItIsDeleted() {
        ShardLog log = open();
        fill(log, 300, new Random(7));

        log.delete();

        assertThat(folder).doesNotExist();
        assertThat(read(log, 0)).isEmpty();
    }

    @Test
    void readersSeeAPrefixWithoutGapsWhileRecordsAreAppended() throws InterruptedException {
        ShardLog log = ShardLog.open(folder, 64 << 20);
        int total = 20_000;
        Thread writer = new Thread(() -> {
            for (int i = 0; i < total / 10; i++) {
                List<NewRecord> batch = new ArrayList<>();
                for (int j = 0; j < 10; j++) {
                    batch.add(newRecord("key", "x".repeat(300)));
                }
                log.append(batch, i, numbers::incrementAndGet);
            }
        });
        long first = numbers.get() + 1;
        writer.start();

        long next = 0;
        long seen = 0;
        while (seen < total) {
            List<Stored> read = new ArrayList<>();
            next = log.read(next, 0, collectInto(read, 700)).next();
            for (Stored stored : read) {
                assertThat(stored.number()).isEqualTo(first + seen);
                seen++;
            }
        }

        writer.join();
        assertThat(seen).isEqualTo(total);
    }
}
