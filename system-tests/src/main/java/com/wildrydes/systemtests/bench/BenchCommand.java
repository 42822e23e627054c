package com.wildrydes.systemtests.bench;

import com.wildrydes.systemtests.Folders;
import com.wildrydes.systemtests.Repository;

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
        Folders.delete(options.folder());
        BenchResult result;
        try (BenchRun run = BenchRun.start(options, System.err)) {
            result = run.measure();
        } catch (IllegalStateException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(1);
            return;
        }
        System.out.println(options.json() ? result.json() : ResultText.of(result));
        if (result.exact() && !options.keep()) {
            Folders.delete(options.folder().resolve("data"));
        }
        System.exit(result.exact() ? 0 : 1);
    }
}
