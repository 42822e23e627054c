package com.wildrydes.producer.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PiecesTest {

    @Test
    void cutsLines() throws IOException {
        assertThat(cut(BodyFormat.NDJSON, "{\"a\":1}\n{\"b\":2}\r\n\n  \t\r\n  {\"c\":3}  "))
                .containsExactly("1 {\"a\":1}", "2 {\"b\":2}", "5 {\"c\":3}");
    }

    @Test
    void cutsAnArrayAtItsOwnCommas() throws IOException {
        assertThat(cut(BodyFormat.JSON, " \n[ {\"a\":[1,2],\"b\":{\"c\":\"],\\\"}\"}} ,\n\t{\"d\":\"\\\\\"},3 ] \n"))
                .containsExactly("1 {\"a\":[1,2],\"b\":{\"c\":\"],\\\"}\"}}", "2 {\"d\":\"\\\\\"}", "3 3");
    }

    @Test
    void givesADocumentAsAWhole() throws IOException {
        assertThat(cut(BodyFormat.JSON, "  {\"a\":\n[1]} {} \n")).containsExactly("1 {\"a\":\n[1]} {}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n ", "[]", " [ ] "})
    void findsNothingInAnEmptyBody(String body) throws IOException {
        assertThat(cut(BodyFormat.JSON, body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n \n\t\n"})
    void findsNothingInBlankLines(String body) throws IOException {
        assertThat(cut(BodyFormat.NDJSON, body)).isEmpty();
    }

    @Test
    void passesOverAByteOrderMark() throws IOException {
        assertThat(cut(BodyFormat.JSON, "\uFEFF[1]")).containsExactly("1 1");
        assertThat(cut(BodyFormat.NDJSON, "\uFEFF1\n2")).containsExactly("1 1", "2 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"a\":1}", "[{\"a\":1},", "[{\"a\":1},{\"b\":\"x", "[{\"a\":1},{\"b\":\"]"})
    void neverTakesTheLastElementOfAnArrayThatIsCutOff(String body) throws IOException {
        List<String> pieces = cut(BodyFormat.JSON, body);

        assertThat(pieces.get(pieces.size() - 1)).contains("An array must end with ]");
    }

    @Test
    void saysWhenSomethingFollowsTheArray() throws IOException {
        assertThat(cut(BodyFormat.JSON, "[1] [2]")).containsExactly("1 1", "2 Nothing must follow the array's ]");
    }

    @Test
    void emptyElementsAreTheirReadersMatter() throws IOException {
        assertThat(cut(BodyFormat.JSON, "[,1,]")).containsExactly("1 ", "2 1", "3 ");
    }

    @ParameterizedTest
    @ValueSource(ints = {39, 40, 41})
    void refusesAPieceOverItsLimitAndGoesOn(int size) throws IOException {
        String piece = "\"" + "x".repeat(size - 2) + "\"";
        String expected = size <= 40 ? piece : "A report must have at most 40 bytes";

        assertThat(cut(BodyFormat.NDJSON, piece + "   \n1")).containsExactly("1 " + expected, "2 1");
        assertThat(cut(BodyFormat.JSON, "[" + piece + "   ,1]")).containsExactly("1 " + expected, "2 1");
        assertThat(cut(BodyFormat.JSON, piece + " \n   ")).containsExactly("1 " + expected);
    }

    @Test
    void takesABodyOfJustItsLimit() throws IOException {
        assertThat(cut(BodyFormat.NDJSON, "1".repeat(10) + "\n".repeat(90))).hasSize(1);
        assertThatThrownBy(() -> cut(BodyFormat.NDJSON, "1".repeat(10) + "\n".repeat(91)))
                .isInstanceOf(BodyTooLargeException.class)
                .hasMessageContaining("at most 100 bytes");
    }

    private static List<String> cut(BodyFormat format, String body) throws IOException {
        List<String> whole = cut(format, new ByteArrayInputStream(body.getBytes(UTF_8)));
        assertThat(cut(format, new Trickle(body.getBytes(UTF_8)))).isEqualTo(whole);
        return whole;
    }

    private static List<String> cut(BodyFormat format, InputStream body) throws IOException {
        Pieces pieces = Pieces.of(format, new ByteSource(body, 100), 40);
        List<String> cut = new ArrayList<>();
        for (Piece piece = pieces.next(); piece != null; piece = pieces.next()) {
            cut.add(piece.line() + " "
                    + (piece.refused() == null
                            ? new String(piece.json(), UTF_8)
                            : piece.refused().getMessage()));
        }
        return cut;
    }

    /** Arrives byte by byte. */
    private static final class Trickle extends ByteArrayInputStream {

        Trickle(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            return super.read(buffer, offset, Math.min(1, length));
        }
    }
}
