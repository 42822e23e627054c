package com.wildrydes.systemtests;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the repository is: the working directory or, as Maven runs the tests of a module in its folder, the nearest one above it. */
public final class Repository {

    public static final Path ROOT = root(Path.of("").toAbsolutePath());

    private Repository() {}

    private static Path root(Path workingDirectory) {
        for (Path folder = workingDirectory; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("wildrydes"))
                    && Files.isRegularFile(folder.resolve("system-tests/pom.xml"))) {
                return folder;
            }
        }
        throw new IllegalStateException(
                "The working directory must be in the repository of wildrydes, but was " + workingDirectory);
    }
}
