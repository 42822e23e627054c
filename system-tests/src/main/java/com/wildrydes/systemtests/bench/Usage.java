package com.wildrydes.systemtests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What a process takes up.
 *
 * @param cpu processor time since it began
 * @param residentBytes memory that it has in use now
 */
record Usage(Duration cpu, long residentBytes) {

    private static final long KIBI = 1024;

    /** Now; zeros for a process that has ended. Memory from /proc, and where there is none from {@code ps}. */
    static Usage of(ProcessHandle process) {
        return new Usage(process.info().totalCpuDuration().orElse(Duration.ZERO), residentBytes(process.pid()));
    }

    private static long residentBytes(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        try {
            return Files.isReadable(status) ? fromProc(status) : fromPs(pid);
        } catch (IOException e) {
            return 0;
        }
    }

    private static long fromProc(Path status) throws IOException {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBI)
                    .findFirst()
                    .orElse(0);
        }
    }

    private static long fromPs(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(pid))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String answer = new String(ps.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).trim();
        return answer.isEmpty() ? 0 : Long.parseLong(answer) * KIBI;
    }
}
