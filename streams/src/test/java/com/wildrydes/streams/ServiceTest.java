package com.wildrydes.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;

/** Services as processes of their own. */
class ServiceTest {

    private static final Duration MOST = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void endsWhenItCannotStartWhateverThreadsItHadBegun() throws Exception {
        Process process = start(Unstartable.class);

        assertThat(exitCode(process)).isEqualTo(Service.NOT_STARTED);
        assertThat(log()).contains("The last bean cannot be made");
    }

    @Test
    void isNotReadyAndWorksOnBeforeItEnds() throws Exception {
        Process process = start(Working.class, "--wildrydes.drain=2s");
        await().atMost(MOST).until(() -> log().contains("test: ACCEPTING_TRAFFIC"));

        process.destroy();

        assertThat(exitCode(process)).isEqualTo(143); // as of any process that SIGTERM ends
        assertThat(log().lines().filter(line -> line.startsWith("test: ")))
                .containsExactly("test: ACCEPTING_TRAFFIC", "test: REFUSING_TRAFFIC", "test: works", "test: closes");
    }

    @Test
    void endsAtOnceWhenNothingElseIsSaid() throws Exception {
        Process process = start(Working.class);
        await().atMost(MOST).until(() -> log().contains("test: ACCEPTING_TRAFFIC"));

        process.destroy();

        assertThat(exitCode(process)).isEqualTo(143);
        assertThat(log()).contains("test: closes").doesNotContain("test: REFUSING_TRAFFIC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1s", "301s"})
    void doesNotStartWhenItWouldDrainForTooLong(String length) throws Exception {
        Process process = start(Working.class, "--wildrydes.drain=" + length);

        assertThat(exitCode(process)).isEqualTo(Service.NOT_STARTED);
        assertThat(log()).contains("wildrydes.drain must be from 0s to 5m, but is PT");
    }

    private Process start(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "--spring.main.web-application-type=none"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("log").toFile()))
                .start();
        processes.add(process);
        return process;
    }

    private int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(MOST.toSeconds(), TimeUnit.SECONDS))
                .as("the process must end")
                .isTrue();
        return process.exitValue();
    }

    private String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    @Configuration(proxyBeanMethods = false)
    static class Unstartable {

        public static void main(String[] arguments) {
            Service.run(Unstartable.class, arguments);
        }

        @Bean
        Thread thread() {
            Thread thread = new Thread(new Semaphore(0)::acquireUninterruptibly);
            thread.start();
            return thread;
        }

        @Bean
        String last(Thread thread) {
            throw new IllegalStateException("The last bean cannot be made");
        }
    }

    /** Tells what happens to it. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ApplicationAvailabilityAutoConfiguration.class)
    static class Working {

        private final Semaphore work = new Semaphore(0);

        public static void main(String[] arguments) {
            Service.run(Working.class, arguments);
        }

        @Bean
        Thread worker() {
            Thread worker = new Thread(() -> {
                work.acquireUninterruptibly();
                tell("works");
            });
            worker.start();
            return worker;
        }

        @EventListener
        void changed(AvailabilityChangeEvent<ReadinessState> change) {
            tell(change.getState().toString());
            if (change.getState() == ReadinessState.REFUSING_TRAFFIC) {
                work.release();
            }
        }

        @EventListener(ContextClosedEvent.class)
        void closes() {
            tell("closes");
        }

        private static void tell(String what) {
            System.out.println("test: " + what);
        }
    }
}
