package com.wildrydes.localaws.athena.engine;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** Timestamps as DuckDB writes and reads them. */
final class EngineTimes {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private EngineTimes() {}

    static LocalDateTime parse(String text) {
        return LocalDateTime.parse(text, FORMAT);
    }

    static String text(LocalDateTime time) {
        return FORMAT.format(time);
    }

    /** What a format leaves out is that of the first second of 1970, as Trino has it. */
    static void fillWhatIsMissing(DateTimeFormatterBuilder reader) {
        reader.parseDefaulting(ChronoField.YEAR, 1970)
                .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1)
                .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0);
    }
}
