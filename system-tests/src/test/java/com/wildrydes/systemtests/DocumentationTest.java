package com.wildrydes.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps what the documents say of the repository true: every path they link exists, and so does every class they name. */
class DocumentationTest {

    private static final Path ROOT = Repository.ROOT;
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]*)\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
    private static final Pattern CLASS_NAME = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][A-Za-z]*)?)`");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path document : documents()) {
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                String target = links.group(2);
                if (!target.matches("[a-z]+:.*") && !Files.exists(document.resolveSibling(target))) {
                    broken.add(ROOT.relativize(document) + " links " + target);
                }
            }
        }

        assertThat(broken).isEmpty();
    }

    @Test
    void everyClassThatALinkNamesIsTheOneThatItLeadsTo() throws IOException {
        List<String> wrong = new ArrayList<>();
        int classes = 0;
        for (Path document : documents()) {
            Matcher links = LINK.matcher(Files.readString(document));
            while (links.find()) {
                Matcher name = CLASS_NAME.matcher(links.group(1));
                if (name.matches() && links.group(2).contains("/java/")) {
                    classes++;
                    if (!links.group(2).endsWith("/" + name.group(1) + ".java")) {
                        wrong.add(ROOT.relativize(document) + ": " + links.group());
                    }
                }
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(classes).as("classes named in documents").isPositive();
    }

    /** A class that ARCHITECTURE.md names is a link, so that the tests above see it when it goes. */
    @Test
    void theArchitectureNamesNoClassWithoutLinkingIt() throws IOException {
        List<String> sources;
        try (Stream<Path> files = Files.walk(ROOT)) {
            sources = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .toList();
        }
        String unlinked =
                LINK.matcher(Files.readString(ROOT.resolve("ARCHITECTURE.md"))).replaceAll("");
        Matcher names = CLASS_NAME.matcher(unlinked);
        List<String> found = new ArrayList<>();
        while (names.find()) {
            if (sources.contains(names.group(1) + ".java")) {
                found.add(names.group(1));
            }
        }

        assertThat(found).as("class names without a link").isEmpty();
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/")
                            && !file.toString().contains("/.wildrydes/"))
                    .toList();
        }
    }
}
