package com.wildrydes.systemtests.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.wildrydes.systemtests.Part;
import com.wildrydes.systemtests.Repository;
import com.wildrydes.template.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What holds for {@code k8s/} whatever cluster it is sent to. Names and ports are those of {@code ./wildrydes}. */
class KubernetesTest {

    /** In which every service stops, see docs/kubernetes.md. */
    private static final int SECONDS_OF_A_STOP = 10;

    /** What Pod Security's {@code restricted} lets a pod mount, as far as the suite does. */
    private static final Set<String> VOLUMES = Set.of("configMap", "emptyDir");

    /** Whom people and devices reach, through a load balancer that is no pod. */
    private static final Set<String> DOORS = Set.of("dashboard-service", "producer-service");

    private static final Map<String, Manifests> OVERLAYS = new HashMap<>();

    private static Set<String> known;

    @BeforeAll
    static void buildTheOverlays() {
        for (String overlay : List.of("eks", "local")) {
            OVERLAYS.put(overlay, Kustomize.overlay(overlay));
        }
        known = Settings.known();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void everyManifestIsOneThatTheApiTakes(String overlay) throws IOException {
        List<JsonNode> manifests = new ArrayList<>(overlay(overlay).all());
        manifests.addAll(read("k8s/examples/prometheus.yaml").all());
        manifests.addAll(read("k8s/examples/redrive.yaml").all());

        assertThat(manifests.stream().map(ApiSchema::problem).flatMap(Optional::stream))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void everyServiceIsDeployedAndReachedAtItsPort(String overlay) throws IOException {
        Map<String, Integer> ports = ports();
        for (Part part : Part.SERVICES) {
            JsonNode container = container(overlay(overlay).get("Deployment", part.module()));
            JsonNode service = overlay(overlay).get("Service", part.module());

            assertThat(containerPorts(container)).as(part.module()).containsEntry("http", ports.get(part.shortName()));
            assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(ports.get(part.shortName()));
            assertThat(service.at("/spec/ports/0/targetPort").asString()).isEqualTo("http");
        }
    }

    /** On the port of the actuator where the profile gives it one of its own, and there alone. */
    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void everyPodIsAskedWhetherItLivesAndIsReadyWhereItAnswers(String overlay) {
        for (JsonNode deployment : overlay(overlay).suite()) {
            JsonNode container = container(deployment);
            String profile = env(container, "SPRING_PROFILES_ACTIVE");
            String port = profile.equals("eks") ? "actuator" : "http";

            Map.of("startupProbe", "liveness", "livenessProbe", "liveness", "readinessProbe", "readiness")
                    .forEach((probe, group) -> {
                        JsonNode asked = container.path(probe).path("httpGet");
                        assertThat(asked.path("path").asString(""))
                                .as(probe + " of " + Manifests.name(deployment))
                                .isEqualTo("/actuator/health/" + group);
                        assertThat(asked.path("port").asString("")).isEqualTo(port);
                    });
            assertThat(containerPorts(container).get("actuator"))
                    .as("the actuator's port of " + Manifests.name(deployment))
                    .isEqualTo(profile.equals("eks") ? 9090 : null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void everyPodOfTheSuiteIsRestricted(String overlay) {
        JsonNode namespace = overlay(overlay).get("Namespace", "wildrydes");
        assertThat(namespace
                        .at("/metadata/labels")
                        .path("pod-security.kubernetes.io/enforce")
                        .asString())
                .isEqualTo("restricted");
        assertThat(overlay(overlay).suite()).hasSizeGreaterThanOrEqualTo(Part.SERVICES.size());
        for (JsonNode deployment : overlay(overlay).suite()) {
            assertRestricted(deployment);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void everyPodSaysWhatItNeeds(String overlay) {
        overlay(overlay).ofKind("Deployment").forEach(deployment -> {
            JsonNode resources = container(deployment).path("resources");

            assertThat(resources.at("/requests/cpu").asString(""))
                    .as(Manifests.name(deployment))
                    .isNotEmpty();
            // Memory that is not reserved is taken away when a node is short of it, from whoever uses more than was
            // asked for.
            assertThat(resources.at("/limits/memory").asString("")).isNotEmpty();
            assertThat(resources.at("/requests/memory")).isEqualTo(resources.at("/limits/memory"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void everyServiceHasAnAccountWithoutATokenAndABudgetOfDisruptions(String overlay) {
        for (Part part : Part.SERVICES) {
            JsonNode deployment = overlay(overlay).get("Deployment", part.module());

            assertThat(pod(deployment).path("serviceAccountName").asString()).isEqualTo(part.module());
            assertThat(overlay(overlay)
                            .get("ServiceAccount", part.module())
                            .path("automountServiceAccountToken")
                            .asBoolean(true))
                    .isFalse();
            assertThat(overlay(overlay)
                            .ofKind("PodDisruptionBudget")
                            .filter(budget -> Manifests.selects(budget.at("/spec/selector"), podLabels(deployment))))
                    .as("budgets of " + part.module())
                    .hasSize(1);
        }
        overlay(overlay)
                .ofKind("Deployment")
                .forEach(deployment -> assertThat(pod(deployment)
                                .path("automountServiceAccountToken")
                                .asBoolean(true))
                        .as(Manifests.name(deployment))
                        .isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void theDashboardHasAtLeastTwoReplicas(String overlay) {
        JsonNode autoscaler = overlay(overlay).get("HorizontalPodAutoscaler", "dashboard-service");

        assertThat(autoscaler.at("/spec/minReplicas").asInt()).isGreaterThanOrEqualTo(2);
    }

    /** Aggregator and archive may be consumers too, one dashboard more is there in a rollout, and some were killed of late. */
    @Test
    void theDashboardsOnEksFitAmongTheTwentyConsumersOfAStream() {
        JsonNode autoscaler = overlay("eks").get("HorizontalPodAutoscaler", "dashboard-service");

        assertThat(autoscaler.at("/spec/maxReplicas").asInt()).isBetween(4, 20 - 2 - 1 - 3);
    }

    /** Five reads a second: one for the aggregator, one for the archive. */
    @Test
    void theDashboardsThatPollLeaveReadsForTheConsumers() {
        JsonNode autoscaler = overlay("local").get("HorizontalPodAutoscaler", "dashboard-service");

        assertThat(autoscaler.at("/spec/maxReplicas").asInt()).isLessThanOrEqualTo(5 - 2);
    }

    /** Else each time the manifests are applied the replicas would be those of the file. */
    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void whatAnAutoscalerScalesHasNoReplicasOfItsOwn(String overlay) {
        overlay(overlay).ofKind("HorizontalPodAutoscaler").forEach(autoscaler -> {
            String target = autoscaler.at("/spec/scaleTargetRef/name").asString();
            assertThat(overlay(overlay).get("Deployment", target).path("spec").has("replicas"))
                    .as(target)
                    .isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void everyPodHasTimeToStop(String overlay) {
        for (JsonNode deployment : overlay(overlay).suite()) {
            String drain = env(container(deployment), "WILDRYDES_DRAIN");

            assertThat(drain).as(Manifests.name(deployment)).matches("[1-9][0-9]*s");
            int seconds = Integer.parseInt(drain.replace("s", ""));
            assertThat(pod(deployment).path("terminationGracePeriodSeconds").asInt())
                    .isGreaterThanOrEqualTo(seconds + 2 * SECONDS_OF_A_STOP);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void everyImageSaysItsVersion(String overlay) {
        assertThat(images(overlay)).allMatch(image -> image.matches(".+:[^/:]+") && !image.endsWith(":latest"));
    }

    @Test
    void theImagesAreThoseThatDockerComposeBuilds() throws IOException {
        Set<String> built = new TreeSet<>();
        read("docker-compose.yml").all().get(0).path("services").forEach(service -> {
            if (service.has("build")) {
                built.add(service.path("image").asString());
            }
        });

        assertThat(built).hasSize(Part.values().length);
        assertThat(images("local")).containsAll(built);
    }

    /** A selector with a slip in it selects nothing, and nobody says so. */
    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void everySelectorFindsPods(String overlay) {
        List<String> lost = new ArrayList<>();
        overlay(overlay).all().forEach(manifest -> {
            String namespace = Manifests.namespace(manifest);
            for (JsonNode selector : selectors(manifest)) {
                if (!finds(overlay, namespace, selector)) {
                    lost.add(Manifests.describe(manifest) + ": " + selector);
                }
            }
            for (JsonNode peer : peers(manifest)) {
                String wanted = peer.at("/namespaceSelector/matchLabels")
                        .path("kubernetes.io/metadata.name")
                        .asString(namespace);
                boolean ours = overlay(overlay)
                        .ofKind("Namespace")
                        .map(Manifests::name)
                        .anyMatch(wanted::equals);
                if (ours && peer.has("podSelector") && !finds(overlay, wanted, peer.path("podSelector"))) {
                    lost.add(Manifests.describe(manifest) + ": " + peer);
                }
            }
        });

        assertThat(lost).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void whatNoPolicyAllowsIsRefusedInEveryNamespace(String overlay) {
        assertThat(overlay(overlay).ofKind("Namespace")).isNotEmpty().allSatisfy(namespace -> {
            JsonNode nobody = overlay(overlay)
                    .ofKind("NetworkPolicy")
                    .filter(policy -> Manifests.namespace(policy).equals(Manifests.name(namespace)))
                    .filter(policy -> policy.at("/spec/podSelector").isEmpty())
                    .filter(policy -> policy.at("/spec/policyTypes").toString().equals("[\"Ingress\",\"Egress\"]"))
                    .findFirst()
                    .orElseThrow();
            assertThat(nobody.path("spec").has("ingress")).isFalse();
            assertThat(nobody.path("spec").has("egress")).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void onlyTheDoorsLetEverybodyIn(String overlay) {
        Set<String> open = overlay(overlay)
                .ofKind("NetworkPolicy")
                .filter(policy -> stream(policy.at("/spec/ingress")).anyMatch(rule -> !rule.has("from")))
                .map(Manifests::name)
                .collect(Collectors.toSet());

        assertThat(open).isEqualTo(DOORS);
    }

    /** What the dashboard is told, a Service has, and a policy lets through both ends. */
    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void theDashboardReachesWhatItForwardsTo(String overlay) {
        JsonNode dashboard = overlay(overlay).get("Deployment", "dashboard-service");
        Map<String, String> addresses = new TreeMap<>();
        settings(overlay).forEach((name, value) -> {
            if (name.startsWith("wildrydes.dashboard.services.")) {
                addresses.put(name, value);
            }
        });

        assertThat(addresses).hasSizeGreaterThanOrEqualTo(4).allSatisfy((name, value) -> {
            URI address = URI.create(value);
            JsonNode service = overlay(overlay).get("Service", address.getHost());
            assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(address.getPort());
            JsonNode target = overlay(overlay).get("Deployment", address.getHost());
            assertThat(allowed(overlay, "egress", "to", dashboard, target, address.getPort()))
                    .as("out of the dashboard to " + value)
                    .isTrue();
            assertThat(allowed(overlay, "ingress", "from", target, dashboard, address.getPort()))
                    .as("from the dashboard into " + value)
                    .isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"eks", "local"})
    void everySettingExists(String overlay) {
        assertThat(known).contains("wildrydes.streams.mode", "wildrydes.dashboard.live.max-sessions", "server.port");

        assertThat(settings(overlay).keySet()).isNotEmpty().allMatch(known::contains);
    }

    @Test
    void deadLettersAreRedrivenByAPodThatMayDoNothingElse() throws IOException {
        Manifests manifests = read("k8s/examples/redrive.yaml");
        JsonNode job = manifests.get("Job", "redrive");
        List<String> command =
                stream(container(job).path("command")).map(JsonNode::asString).toList();

        assertRestricted(job);
        assertThat(pod(job).path("automountServiceAccountToken").asBoolean(true))
                .isFalse();
        assertThat(pod(job).path("serviceAccountName").asString())
                .isEqualTo(Manifests.name(manifests.get("ServiceAccount", "redrive")))
                .isEqualTo(Template.read()
                        .with("ClusterName", "fleet")
                        .resource("RedriveIdentity")
                        .text("/ServiceAccount"));
        // The way to AWS is that of every pod of the suite.
        JsonNode out = overlay("eks").get("NetworkPolicy", "aws");
        assertThat(Manifests.selects(out.at("/spec/podSelector"), podLabels(job)))
                .isTrue();
        assertThat(images("eks")).contains(container(job).path("image").asString());
        assertThat(Repository.ROOT.resolve("streams/target/classes/"
                        + command.get(command.size() - 1).replace('.', '/') + ".class"))
                .isRegularFile();
        assertThat(container(job).path("args").toString()).contains("--dry-run");
    }

    @Test
    void noPlaceholderOfAnAccountIsInTheLocalOverlay() {
        assertThat(overlay("local").all().toString()).doesNotContain("111122223333", "example.com");
    }

    private static void assertRestricted(JsonNode workload) {
        JsonNode pod = pod(workload);
        JsonNode security = pod.path("securityContext");
        JsonNode own = container(workload).path("securityContext");

        assertThat(security.path("runAsNonRoot").asBoolean())
                .as(Manifests.name(workload))
                .isTrue();
        assertThat(security.path("runAsUser").asInt()).isEqualTo(10001);
        assertThat(security.at("/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
        assertThat(own.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(own.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(own.at("/capabilities/drop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(own.at("/capabilities").has("add")).isFalse();
        assertThat(pod.has("hostNetwork") || pod.has("hostPID") || pod.has("hostIPC"))
                .isFalse();
        for (JsonNode volume : pod.path("volumes")) {
            assertThat(volume.propertyNames())
                    .as("volume")
                    .allMatch(kind -> kind.equals("name") || VOLUMES.contains(kind));
        }
        assertThat(pod.path("containers")).hasSize(1);
    }

    private static Manifests overlay(String name) {
        return Objects.requireNonNull(OVERLAYS.get(name), name);
    }

    private static Manifests read(String file) throws IOException {
        return Manifests.read(Files.readString(Repository.ROOT.resolve(file)));
    }

    /** {@code port_of} in {@code ./wildrydes}. */
    private static Map<String, Integer> ports() throws IOException {
        Matcher port = Pattern.compile("([a-z-]+)\\) echo (\\d+) ;;")
                .matcher(Files.readString(Repository.ROOT.resolve("wildrydes")));
        Map<String, Integer> ports = new HashMap<>();
        while (port.find()) {
            ports.put(port.group(1), Integer.valueOf(port.group(2)));
        }
        return ports;
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static JsonNode pod(JsonNode deployment) {
        return deployment.at("/spec/template/spec");
    }

    private static JsonNode podLabels(JsonNode deployment) {
        return deployment.at("/spec/template/metadata/labels");
    }

    private static JsonNode container(JsonNode deployment) {
        return pod(deployment).at("/containers/0");
    }

    private static Map<String, Integer> containerPorts(JsonNode container) {
        return stream(container.path("ports"))
                .collect(Collectors.toMap(
                        port -> port.path("name").asString(),
                        port -> port.path("containerPort").asInt()));
    }

    private static String env(JsonNode container, String name) {
        return stream(container.path("env"))
                .filter(variable -> variable.path("name").asString().equals(name))
                .map(variable -> variable.path("value").asString())
                .collect(Collectors.joining());
    }

    private static Set<String> images(String overlay) {
        return overlay(overlay)
                .ofKind("Deployment")
                .map(deployment -> container(deployment).path("image").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the ConfigMap's files set, by name. */
    private static Map<String, String> settings(String overlay) {
        Map<String, String> settings = new TreeMap<>();
        overlay(overlay)
                .ofKind("ConfigMap")
                .flatMap(map -> map.path("data").properties().stream())
                .forEach(file -> settings.putAll(Settings.in(file.getValue().asString())));
        return settings;
    }

    /** The selectors of pods in the manifest's own namespace. */
    private static List<JsonNode> selectors(JsonNode manifest) {
        return switch (manifest.at("/kind").asString()) {
            case "NetworkPolicy" -> List.of(manifest.at("/spec/podSelector"));
            case "PodDisruptionBudget", "Deployment" -> List.of(manifest.at("/spec/selector"));
            default -> List.of();
        };
    }

    private static List<JsonNode> peers(JsonNode policy) {
        return Stream.concat(
                        stream(policy.at("/spec/ingress")).flatMap(rule -> stream(rule.path("from"))),
                        stream(policy.at("/spec/egress")).flatMap(rule -> stream(rule.path("to"))))
                .toList();
    }

    private static boolean finds(String overlay, String namespace, JsonNode selector) {
        return overlay(overlay)
                .ofKind("Deployment")
                .filter(deployment -> Manifests.namespace(deployment).equals(namespace))
                .anyMatch(deployment -> Manifests.selects(selector, podLabels(deployment)));
    }

    /** Whether a policy of {@code self} lets {@code other}, of the same namespace, through. */
    private static boolean allowed(
            String overlay, String direction, String side, JsonNode self, JsonNode other, int port) {
        return overlay(overlay)
                .ofKind("NetworkPolicy")
                .filter(policy -> Manifests.namespace(policy).equals(Manifests.namespace(self)))
                .filter(policy -> Manifests.selects(policy.at("/spec/podSelector"), podLabels(self)))
                .flatMap(policy -> stream(policy.at("/spec/" + direction)))
                .filter(rule -> stream(rule.path("ports"))
                        .anyMatch(open -> open.path("port").asInt() == port))
                .anyMatch(rule -> !rule.has(side)
                        || stream(rule.path(side))
                                .filter(peer -> peer.has("podSelector") && !peer.has("namespaceSelector"))
                                .anyMatch(peer -> Manifests.selects(peer.path("podSelector"), podLabels(other))));
    }
}
