package com.wildrydes.localaws.athena.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonKeysTest {

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("lines.json"), text);
    }

    @Test
    void findsTheKeysOfTheOutermostObjectOnly() throws IOException {
        assertThat(JsonKeys.in(file("{\"Name\":\"a: \\\"b\",\"Nested\" : {\"Inner\":1},\"List\":[\"x\",{\"y\":1}]}\n")))
                .containsOnlyKeys("name", "nested", "list")
                .containsEntry("name", "Name");
    }

    @Test
    void looksAtFurtherLinesForKeysThatTheFirstLacks() throws IOException {
        assertThat(JsonKeys.in(file("no json \"at all\n{\"Name\":1}\n{\"NAME\":2,\"Distance\":3}\n")))
                .containsEntry("name", "Name")
                .containsEntry("distance", "Distance");
    }

    @Test
    void readsCompressedFiles() throws IOException {
        Path file = folder.resolve("lines.json.gz");
        try (GZIPOutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            gzip.write("{\"Ü\":1}".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(JsonKeys.in(file)).containsEntry("ü", "Ü");
    }

    @Test
    void findsNothingInAFileThatIsNotWhatItsNameSays() throws IOException {
        assertThat(JsonKeys.in(Files.writeString(folder.resolve("fake.gz"), "plain")))
                .isEmpty();
    }
}
