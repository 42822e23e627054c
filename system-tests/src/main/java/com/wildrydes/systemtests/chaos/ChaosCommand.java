package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code ./wildrydes chaos}. Ends with 0 when everything was exact, with 1 when anything differed, with 2 when the arguments
 * make no sense.
 */
public final class ChaosCommand {

    private ChaosCommand() {}

    public static void main(String[] arguments) {
        ChaosOptions options;
        try {
            options = ChaosOptions.parse(arguments, Repository.ROOT);
        } catch (IllegalArgumentException e) {
            System.err.println("chaos: " + e.getMessage());
            System.exit(2);
            return;
        }
        delete(options.folder());
        List<String> differences;
        try (ChaosRun run = ChaosRun.start(options, System.out)) {
            run.befall();
            differences = run.verify();
        }
        if (differences.isEmpty() && !options.keep()) {
            delete(options.folder().resolve("data"));
        }
        System.exit(differences.isEmpty() ? 0 : 1);
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
