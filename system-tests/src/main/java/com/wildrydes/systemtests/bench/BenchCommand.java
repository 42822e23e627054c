package com.wildrydes.systemtests.bench;

import com.wildrydes.systemtests.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * {@code ./wildrydes bench}. Ends with 0 when nothing was lost or wrong, with 1 when something was, with 2 when the arguments make
 * no sense. Progress goes to standard error, the result to standard output.
 */
public final class BenchCommand {

    private BenchCommand() {}

    public static void main(String[] arguments) {
        BenchOptions options;
        try {
            options = BenchOptions.parse(arguments, Repository.ROOT);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
            return;
        }
        delete(options.folder());
        BenchResult result;
        try (BenchRun run = BenchRun.start(options, System.err)) {
            result = run.measure();
        }
        System.out.println(options.json() ? result.json() : ResultText.of(result));
        if (result.exact() && !options.keep()) {
            delete(options.folder().resolve("data"));
        }
        System.exit(result.exact() ? 0 : 1);
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
