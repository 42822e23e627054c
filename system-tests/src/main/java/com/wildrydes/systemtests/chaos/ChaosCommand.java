package com.wildrydes.systemtests.chaos;

import com.wildrydes.systemtests.Folders;
import com.wildrydes.systemtests.Repository;
import java.util.List;

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
        Folders.delete(options.folder());
        List<String> differences;
        try (ChaosRun run = ChaosRun.start(options, System.out)) {
            run.befall();
            differences = run.verify();
        }
        if (differences.isEmpty() && !options.keep()) {
            Folders.delete(options.folder().resolve("data"));
        }
        System.exit(differences.isEmpty() ? 0 : 1);
    }
}
