package com.wildrydes.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the suites of tests keep logs and data. */
public final class Suites {

    private Suites() {}

    public static Path newFolder() {
        try {
            Path suites = Files.createDirectories(Path.of("target", "suites"));
            return Files.createTempDirectory(suites, "suite-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
