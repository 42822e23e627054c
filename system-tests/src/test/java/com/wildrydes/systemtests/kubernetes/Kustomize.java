package com.wildrydes.systemtests.kubernetes;

import com.wildrydes.systemtests.Repository;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** The machine's own kustomize, or the one in kubectl. Where there is neither, that is said loudly: nothing is downloaded. */
final class Kustomize {

    private Kustomize() {}

    /**
     * What {@code kubectl apply -k k8s/overlays/…} would send.
     *
     * @throws TestAbortedException where there is nothing to build it with
     */
    static Manifests overlay(String name) {
        List<String> command = new ArrayList<>(command());
        command.add(Repository.ROOT.resolve("k8s/overlays").resolve(name).toString());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String yaml = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                throw new IllegalStateException(command + " must end with 0, but did with " + code);
            }
            return Manifests.read(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> command() {
        return program("kustomize")
                .map(kustomize -> List.of(kustomize, "build"))
                .or(() -> program("kubectl").map(kubectl -> List.of(kubectl, "kustomize")))
                .orElseThrow(() -> {
                    String line = "THE KUBERNETES MANIFESTS WERE NOT CHECKED: kustomize or kubectl must be on the PATH";
                    System.err.println("\n" + "!".repeat(100) + "\n" + line + "\n" + "!".repeat(100) + "\n");
                    return new TestAbortedException(line);
                });
    }

    private static Optional<String> program(String name) {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
