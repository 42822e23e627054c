package com.wildrydes.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Reports in JSON of all shapes that somebody might send: mostly usual and valid ones, unusual ones, damaged ones. */
final class RandomReportJson {

    private static final List<String> NAMES = List.of(
            "Shadowfax",
            "unicorn-17",
            "A",
            "Bu ce pha lus",
            "独角兽",
            "",
            " x",
            "a/b",
            "\\u0041",
            "x\\\\",
            "n".repeat(129));
    private static final List<String> TIMES = List.of(
            "2026-11-23 01:02:03.000",
            "2026-11-23 01:02:03.4567",
            "2026-11-23 01:02:03",
            "2026-11-23T01:02:03.5Z",
            "2026-02-29 01:02:03.000",
            "2026-11-23 24:00:00.000",
            "soon");
    private static final List<String> OTHERS =
            List.of("null", "true", "\"text\"", "[1,2]", "{\"Name\":\"x\"}", "{}", "1e400", "-", "01", "1.", "NaN");

    private final Random random;
    private String name = "";

    RandomReportJson(Random random) {
        this.random = random;
    }

    /** The name that was put into the last report, unless a mishap befell it. */
    String name() {
        return name;
    }

    byte[] next() {
        name = rarely() ? NAMES.get(random.nextInt(NAMES.size())) : "unicorn" + random.nextInt(1000);
        List<String> members = new ArrayList<>(List.of(
                "\"Name\":" + value('"' + name + '"'),
                "\"StatusTime\":" + value('"' + time() + '"'),
                "\"Latitude\":" + value(number(rarely() ? 400 : 180)),
                "\"Longitude\":" + value(number(rarely() ? 800 : 360)),
                "\"Distance\":" + value(number(rarely() ? 4e9 : 60).replace("-", rarely() ? "-" : "")),
                "\"HealthPoints\":" + value(points()),
                "\"MagicPoints\":" + value(points())));
        if (rarely()) {
            Collections.shuffle(members, random);
        }
        if (rarely()) {
            members.add(random.nextInt(members.size()), members.get(random.nextInt(members.size())));
        }
        if (rarely()) {
            members.add(random.nextInt(members.size()), "\"Colour\":" + OTHERS.get(random.nextInt(OTHERS.size())));
        }
        if (rarely()) {
            members.remove(random.nextInt(members.size()));
        }
        String json = blanks() + "{" + String.join(blanks() + "," + blanks(), members) + blanks() + "}" + blanks();
        byte[] bytes = json.getBytes(UTF_8);
        for (int damages = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
                damages > 0 && bytes.length > 0;
                damages--) {
            bytes = damaged(bytes);
        }
        return bytes;
    }

    private boolean rarely() {
        return random.nextInt(20) == 0;
    }

    private String value(String usual) {
        return blanks() + (random.nextInt(100) == 0 ? OTHERS.get(random.nextInt(OTHERS.size())) : usual);
    }

    private String blanks() {
        return rarely() ? " \n\r\t".substring(random.nextInt(4)) : "";
    }

    private String time() {
        if (rarely()) {
            return TIMES.get(random.nextInt(TIMES.size()));
        }
        // Some of them are no times.
        return String.format(
                Locale.ROOT,
                "%04d-%02d-%02d %02d:%02d:%02d.%03d",
                random.nextInt(10_000),
                random.nextInt(13),
                random.nextInt(31),
                random.nextInt(24),
                random.nextInt(60),
                random.nextInt(60),
                random.nextInt(1000));
    }

    private String number(double range) {
        double value = (random.nextDouble() - .5) * range;
        return switch (random.nextInt(8)) {
            case 0 -> Double.toString(value);
            case 1 -> String.format(Locale.ROOT, "%." + random.nextInt(20) + "f", value);
            case 2 -> Long.toString((long) value);
            case 3 -> rarely() ? String.format(Locale.ROOT, "%e", value) : "0.0000" + random.nextInt(1000);
            default -> String.format(Locale.ROOT, "%.6f", value);
        };
    }

    private String points() {
        return rarely()
                ? Long.toString(random.nextLong() >> random.nextInt(64))
                : Integer.toString(100 + random.nextInt(100));
    }

    /** One byte flipped, put in or taken out, or the end cut off. */
    private byte[] damaged(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        byte[] damaged = bytes.clone();
        switch (random.nextInt(5)) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged[at] = (byte) random.nextInt(256);
            case 2 -> damaged = Arrays.copyOf(bytes, at);
            case 3 -> {
                damaged = Arrays.copyOf(bytes, bytes.length + 1);
                System.arraycopy(bytes, at, damaged, at + 1, bytes.length - at);
                damaged[at] = (byte) "{}[]\",:.-+0123456789eE \\nulltrue\u0000\u007f".charAt(random.nextInt(34));
            }
            default -> {
                damaged = Arrays.copyOf(bytes, bytes.length - 1);
                System.arraycopy(bytes, at + 1, damaged, at, bytes.length - at - 1);
            }
        }
        return damaged;
    }
}
