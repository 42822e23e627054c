package com.wildrydes.systemtests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.telemetry.Report;
import com.wildrydes.telemetry.ReportJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportLinesTest {

    /** 200 ms before a second's end. */
    private static final long START = 1_795_824_000_800L;

    @Test
    void writesReportsThatGiveTheirNumbersBack() {
        ReportNumbers numbers = new ReportNumbers(3, 5, 100, START);
        ReportLines lines = new ReportLines(numbers);

        List<Report> reports = new String(lines.write(7, 20), StandardCharsets.UTF_8)
                .lines()
                .map(line -> ReportJson.read(line.getBytes(StandardCharsets.UTF_8)))
                .toList();

        assertThat(reports).hasSize(13);
        for (int i = 0; i < 13; i++) {
            Report report = reports.get(i);
            int unicorn = ReportLines.unicorn(report.name());
            assertThat(unicorn).isEqualTo((7 + i) % 3);
            assertThat(numbers.find(unicorn, report.statusTime().toEpochMilli()))
                    .isEqualTo(7 + i);
            assertThat(Math.round(report.latitude() * 1e6))
                    .isEqualTo(40_000_000 + ReportLines.latitude(unicorn, 7 + i));
            assertThat(Math.round(report.longitude() * 1e6))
                    .isEqualTo(-73_000_000 - ReportLines.longitude(unicorn, 7 + i));
            // Below 100 each would be an alert.
            assertThat(report.healthPoints()).isBetween(110, 150);
            assertThat(report.magicPoints()).isBetween(120, 156);
        }
    }

    @Test
    void everyLineIsOneReportOfTheSameLength() {
        ReportLines lines = new ReportLines(new ReportNumbers(1_000_000, 1_000_000, 200_000_000, START));

        byte[] two = lines.write(199_999_998, 200_000_000);

        assertThat(new String(two, StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allMatch(line -> line.length() == two.length / 2 - 1)
                .last()
                .asString()
                .contains("\"Name\":\"Unicorn-999999\"");
    }

    @ParameterizedTest
    @CsvSource({
        "Unicorn-000000, 0",
        "Unicorn-999999, 999999",
        "Unicorn-00000, -1",
        "Unicorn-0000000, -1",
        "Unicorn-00000x, -1",
        "Shadow--000001, -1"
    })
    void knowsItsOwn(String name, int unicorn) {
        assertThat(ReportLines.unicorn(name)).isEqualTo(unicorn);
    }

    @Test
    void namesAUnicornAsItsReportsDo() {
        assertThat(ReportLines.name(42)).isEqualTo("Unicorn-000042");
        assertThat(ReportLines.unicorn(ReportLines.name(42))).isEqualTo(42);
    }
}
