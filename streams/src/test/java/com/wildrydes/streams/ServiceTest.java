package com.wildrydes.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class ServiceTest {

    private static final long MOST_SECONDS = 60;

    @TempDir
    Path folder;

    @Test
    void endsWhenItCannotStartWhateverThreadsItHadBegun() throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unstartable.class.getName(),
                        "--spring.main.web-application-type=none"))
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        try {
            assertThat(process.waitFor(MOST_SECONDS, TimeUnit.SECONDS))
                    .as("the process must end")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).isEqualTo(Service.NOT_STARTED);
        assertThat(Files.readString(log)).contains("The last bean cannot be made");
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
}
