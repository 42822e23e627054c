package com.wildrydes.systemtests.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a person does with {@code kubectl}, in whatever cluster it points at. */
final class Kubectl implements AutoCloseable {

    static final String SUITE = "wildrydes";
    private static final Pattern FORWARDED = Pattern.compile("^Forwarding from (127\\.0\\.0\\.1:\\d+) ");

    private final Duration most;
    private final List<Process> forwards = new ArrayList<>();

    /** @param most how long a Deployment may take until it is as it should be */
    Kubectl(Duration most) {
        this.most = most;
    }

    /** New pods for all of a Deployment's, and none of the old ones left. */
    void rollOut(String deployment) {
        inSuite("rollout", "restart", "deployment/" + deployment);
        awaitReady(deployment);
    }

    /** Takes one pod away and waits for the one in its place. */
    void deletePod(String deployment) {
        String pod = pods(deployment).get(0);
        inSuite("delete", "pod", pod, "--timeout=" + most.toSeconds() + "s");
        awaitReady(deployment);
    }

    void scale(String deployment, int replicas) {
        inSuite("scale", "deployment/" + deployment, "--replicas=" + replicas);
        awaitReady(deployment);
    }

    List<String> pods(String deployment) {
        String names = inSuite(
                "get",
                "pods",
                "--selector=app.kubernetes.io/name=" + deployment,
                "--output=jsonpath={.items[*].metadata.name}");
        return List.of(names.trim().split(" +"));
    }

    private void awaitReady(String deployment) {
        inSuite("rollout", "status", "deployment/" + deployment, "--timeout=" + most.toSeconds() + "s");
    }

    private String inSuite(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl", "--namespace=" + SUITE));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("kubectl must be on the path", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted: " + String.join(" ", command), e);
        }
    }

    /** Where a port of a service is reached from this machine until this is closed, or its pod goes. */
    URI forward(String namespace, String service, int port) {
        try {
            Process process = new ProcessBuilder(
                            "kubectl", "--namespace=" + namespace, "port-forward", "service/" + service, ":" + port)
                    .redirectErrorStream(true)
                    .start();
            forwards.add(process);
            BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
            String first = lines.readLine();
            Matcher matcher = FORWARDED.matcher(first == null ? "" : first);
            if (!matcher.find()) {
                throw new IllegalStateException("kubectl port-forward to " + service + " failed: " + first);
            }
            // It tells of every connection, and would stand still when nobody reads that.
            Thread reader = new Thread(() -> lines.lines().forEach(line -> {}), "port-forward-" + service);
            reader.setDaemon(true);
            reader.start();
            return URI.create("http://" + matcher.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException("kubectl must be on the path", e);
        }
    }

    @Override
    public void close() {
        forwards.forEach(Process::destroy);
    }
}
