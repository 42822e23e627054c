package com.wildrydes.systemtests;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/** Where the repository is: Maven runs the tests of a module in its folder. */
final class Repository {

    static final Path ROOT = requireNonNull(Path.of("").toAbsolutePath().getParent(), "the module's parent folder");

    private Repository() {}
}
