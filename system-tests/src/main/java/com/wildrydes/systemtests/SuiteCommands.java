package com.wildrydes.systemtests;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The command lines of the suite's processes, as the script {@code wildrydes} has them. */
final class SuiteCommands {

    private static final String VERSION = "1.0.0-SNAPSHOT";
    private static final List<String> JVM = List.of(
            "-Xmx160m", "-Xss512k", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError");

    private final SuiteOptions options;
    private final Suite suite;

    SuiteCommands(SuiteOptions options, Suite suite) {
        this.options = options;
        this.suite = suite;
    }

    List<String> of(Instance instance) {
        Part part = instance.part();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(options.javaOptions().getOrDefault(part, List.of()));
        if (options.unpacked() && part != Part.LOCAL_AWS) {
            // The archive of classes is good only for the very path and collector that it was made with.
            Path app = Path.of(".wildrydes", "apps", part.shortName());
            command.addAll(List.of(
                    "-XX:SharedArchiveFile=" + app.resolve("classes.jsa"),
                    "-Xshare:auto",
                    "-Xlog:cds=off",
                    "-Xlog:cds+dynamic=off",
                    "-jar",
                    app.resolve(jar(part).getFileName()).toString()));
        } else {
            command.addAll(List.of("-jar", jar(part).toString()));
        }
        List<String> more = options.arguments().getOrDefault(part, List.of());
        List<String> own = part == Part.LOCAL_AWS ? localAws() : service(instance);
        // Spring joins the values of an argument that comes twice.
        own.removeIf(argument -> more.stream().anyMatch(other -> key(other).equals(key(argument))));
        command.addAll(own);
        command.addAll(more);
        return command;
    }

    private static String key(String argument) {
        return argument.replaceFirst("=.*", "");
    }

    Map<String, String> environment(Instance instance) {
        return Map.of(
                // Who calls, for local-aws's count: the AWS SDKs put it into the User-Agent.
                "AWS_SDK_UA_APP_ID",
                instance.part().module(),
                "AWS_ENDPOINT_URL",
                suite.aws().toString(),
                "AWS_ENDPOINT_URL_ATHENA",
                suite.uri(Part.LOCAL_AWS, "").toString(),
                "LC_ALL",
                "C.UTF-8");
    }

    static Path jar(Part part) {
        return Repository.ROOT.resolve(part.module()).resolve("target/" + part.module() + "-" + VERSION + ".jar");
    }

    private List<String> localAws() {
        List<String> arguments = new ArrayList<>(List.of(
                "--port=" + suite.port(Instance.of(Part.LOCAL_AWS)),
                "--data=" + options.folder().resolve("data")));
        options.aws()
                .ifPresentOrElse(
                        aws -> arguments.addAll(List.of("--services=athena", "--s3-endpoint=" + aws)),
                        () -> arguments.add(
                                "--dynamodb-lib=" + Repository.ROOT.resolve("local-aws/dynamodb-local/target/lib")));
        return arguments;
    }

    private List<String> service(Instance instance) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.profiles.active=local",
                "--server.port=" + suite.port(instance),
                "--wildrydes.streams.mode=" + options.mode().setting(),
                "--wildrydes.streams.shards.reports=" + options.reportShards()));
        switch (instance.part()) {
            case AGGREGATOR -> arguments.add("--wildrydes.window.length=" + options.window());
            case ARCHIVE -> {
                arguments.add("--wildrydes.archive.firehose.buffer-interval=2s");
                arguments.add("--wildrydes.archive.firehose.compressed="
                        + options.aws().isEmpty());
            }
            case DASHBOARD -> {
                for (Part owner : List.of(Part.PRODUCER, Part.AGGREGATOR, Part.PERSISTER, Part.ARCHIVE)) {
                    arguments.add("--wildrydes.dashboard.services." + owner.shortName() + "=" + suite.uri(owner, ""));
                }
            }
            default -> {}
        }
        return arguments;
    }
}
