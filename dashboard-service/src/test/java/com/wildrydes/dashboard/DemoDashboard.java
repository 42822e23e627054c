package com.wildrydes.dashboard;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The dashboard with a fleet in memory, to work on the page without the rest of the suite. Arguments: {@code --unicorns=200},
 * {@code --parts=20} of the second in which some of them report (1: all in the same instant), and any property, such as {@code --server.port=8090}.
 */
public final class DemoDashboard {

    private DemoDashboard() {}

    public static void main(String[] args) throws IOException {
        DemoServices services = new DemoServices();
        for (int i = 0; i < 12; i++) {
            String name = "Llamrei-" + i;
            Instant since = Instant.now().minusSeconds(40 + 700L * i);
            services.alert(
                    name, i % 3 == 0 ? "MagicPoints" : "HealthPoints", i < 8 ? "raised" : "cleared", 99 - i, since);
        }
        ConfigurableApplicationContext context = new SpringApplicationBuilder(DashboardServer.WithMemoryStreams.class)
                .properties("unicorns=200", "parts=20")
                .properties(services.settings())
                .profiles("local")
                .run(args);
        MemoryStreams streams = context.getBean(MemoryStreams.class);
        Herd herd = new Herd(context.getEnvironment().getRequiredProperty("unicorns", Integer.class), 1);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        Instant past = Instant.now().minusSeconds(45);
        herd.takeOff(past).forEach(report -> streams.put("wildrydes", past, report));
        int parts = context.getEnvironment().getRequiredProperty("parts", Integer.class);
        AtomicInteger part = new AtomicInteger();
        clock.scheduleAtFixedRate(
                () -> {
                    Instant now = Instant.now();
                    herd.step(now, part.getAndIncrement() % parts, parts)
                            .forEach(report -> streams.put("wildrydes", now, report));
                },
                0,
                TimeUnit.SECONDS.toNanos(1) / parts,
                TimeUnit.NANOSECONDS);
    }
}
