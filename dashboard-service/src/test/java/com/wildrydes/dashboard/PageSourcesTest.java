package com.wildrydes.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every file of the page. */
class PageSourcesTest {

    private static final Path PAGE = Path.of("src/main/resources/static");

    /** The ways in which a browser takes a string for HTML or for code. */
    private static final Pattern STRING_AS_MARKUP_OR_CODE = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|createContextualFragment|DOMParser|srcdoc|\\beval\\(|new Function");

    /** Scripts, styles and handlers inside of HTML, which the page's Content-Security-Policy forbids. */
    private static final Pattern INLINE = Pattern.compile("<script(?![^>]*\\bsrc=)|<style|\\sstyle=|\\son[a-z]+=");

    private static final Pattern OTHER_HOST =
            Pattern.compile("(src|href|url\\(|fetch\\(|import)\\W{0,3}(https?:)?//\\w");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(PAGE)) {
            return files.filter(file -> file.toString().matches(".*\\.(js|css|html|svg)"))
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void takesNoStringForMarkupOrCode(Path file) throws IOException {
        assertThat(Files.readString(file)).doesNotContainPattern(STRING_AS_MARKUP_OR_CODE);
    }

    @ParameterizedTest
    @MethodSource("files")
    void hasNeitherScriptNorStyleInside(Path file) throws IOException {
        String text = Files.readString(file);

        assertThat(file.toString().endsWith(".html") ? text : "").doesNotContainPattern(INLINE);
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesNoOtherHost(Path file) throws IOException {
        assertThat(Files.readString(file)).doesNotContainPattern(OTHER_HOST);
    }
}
