package com.wildrydes.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the build of the images is given, which only {@code docker build} would notice otherwise. */
class ImageBuildTest {

    private static final Path ROOT = Repository.ROOT;
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /** Maven reads the pom of each module of the reactor, whichever of them it builds. */
    @Test
    void hasThePomOfEveryModule() throws IOException {
        List<String> let = Files.readAllLines(ROOT.resolve(".dockerignore")).stream()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();

        List<String> modules = MODULE.matcher(Files.readString(ROOT.resolve("pom.xml")))
                .results()
                .map(module -> module.group(1))
                .toList();

        assertThat(modules)
                .isNotEmpty()
                .allSatisfy(module -> assertThat(let)
                        .as("what .dockerignore lets through of %s", module)
                        .anyMatch(pattern -> lets(pattern, module)));
    }

    /** Whether the pattern lets the module's pom through: by itself, or by a folder that it lies in. */
    private static boolean lets(String pattern, String module) {
        var matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        for (Path path = Path.of(module, "pom.xml"); path != null; path = path.getParent()) {
            if (matcher.matches(path)) {
                return true;
            }
        }
        return false;
    }
}
