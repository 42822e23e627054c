package com.wildrydes.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./wildrydes redrive}, from the jar of a service instead of the folder that the script unpacks it to. */
record Redrive(int status, String output) {

    private static final String COMMAND = "com.wildrydes.streams.redrive.RedriveCommand";

    /** Who calls, for local-aws's count. */
    static final String CALLER = "redrive";

    static Redrive run(URI aws, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dloader.main=" + COMMAND,
                "-cp",
                SuiteCommands.jar(Part.PRODUCER).toString(),
                "org.springframework.boot.loader.launch.PropertiesLauncher"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AWS_ENDPOINT_URL", aws.toString());
        builder.environment().put("AWS_SDK_UA_APP_ID", CALLER);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Redrive(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The run of redrive was interrupted", e);
        }
    }
}
