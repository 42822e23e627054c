package com.wildrydes.producer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OperationsHttpTest extends HttpTest {

    @Test
    void describesItsApi() throws Exception {
        HttpResponse<String> response = get("/v3/api-docs");

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode paths = json(response).get("paths");
        assertThat(paths.propertyNames())
                .contains(
                        "/api/telemetry", "/api/unicorns", "/api/unicorns/{name}", "/api/replays", "/api/replays/{id}");
        assertThat(paths.get("/api/telemetry").get("post").get("responses").propertyNames())
                .contains("202", "400", "413", "415", "429", "504");
        assertThat(paths.get("/api/telemetry")
                        .get("post")
                        .get("requestBody")
                        .get("content")
                        .propertyNames())
                .containsExactlyInAnyOrder("application/json", "application/x-ndjson");
    }

    @Test
    void saysThatItIsHealthy() throws Exception {
        assertThat(get("/actuator/health").body()).contains("\"status\":\"UP\"");
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void countsWhatItDoes() throws Exception {
        post("/api/telemetry", "application/json", "[" + report("Shadowfax") + ",{}]");

        assertThat(get("/actuator/prometheus").body())
                .contains("wildrydes_ingest_accepted_total")
                .contains("wildrydes_ingest_rejected_total{reason=\"missing-key\"")
                .contains("wildrydes_ingest_refused_total")
                .contains("wildrydes_ingest_acknowledgement_seconds_bucket")
                .contains("wildrydes_simulator_unicorns");
    }

    @Test
    void answersWithAProblemToAPathThatIsNone() throws Exception {
        HttpResponse<String> response = get("/api/nothing");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body()).doesNotContain("Exception");
    }
}
