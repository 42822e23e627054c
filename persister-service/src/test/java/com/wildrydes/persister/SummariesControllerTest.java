package com.wildrydes.persister;

import static com.wildrydes.persister.Summaries.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;

class SummariesControllerTest {

    private final List<QueryRequest> queries = new ArrayList<>();
    private final DynamoDbClient sixtyOne = new DynamoDbClient() {
        @Override
        public QueryResponse query(QueryRequest request) {
            queries.add(request);
            return QueryResponse.builder()
                    .items(IntStream.range(0, Math.min(61, request.limit()))
                            .mapToObj(i ->
                                    SummaryItem.of(Summaries.of("Shadowfax", MINUTE.minusSeconds(60L * i), 60), null))
                            .toList())
                    .build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {}
    };
    private final MockMvc http = MockMvcBuilders.standaloneSetup(new SummariesController(
                    new SummaryPages(sixtyOne, "UnicornSensorData", null, Clock.fixed(MINUTE, ZoneOffset.UTC))))
            .setControllerAdvice(new Problems())
            .build();

    @Test
    void listsSummariesInCamelCase() throws Exception {
        http.perform(get("/api/unicorns/Shadowfax/summaries?limit=1"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                                {"items":[{"name":"Shadowfax","statusTime":"2026-11-23T01:02:00Z","distance":1794.0,
                                "minMagicPoints":147,"maxMagicPoints":153,"minHealthPoints":141,"maxHealthPoints":150,
                                "samples":60}]}"""))
                .andExpect(jsonPath("$.cursor").isString());
    }

    @Test
    void givesACursorOnlyWhenThereIsMore() throws Exception {
        http.perform(get("/api/unicorns/Shadowfax/summaries"))
                .andExpect(jsonPath("$.items.length()").value(60))
                .andExpect(jsonPath("$.cursor").value("MjAyNi0xMS0yMyAwMDowMzowMC4wMDA"));
        http.perform(get("/api/unicorns/Shadowfax/summaries?limit=61"))
                .andExpect(jsonPath("$.items.length()").value(61))
                .andExpect(jsonPath("$.cursor").isEmpty());
    }

    @Test
    void goesOnAfterTheCursor() throws Exception {
        http.perform(get("/api/unicorns/Shadowfax/summaries?cursor=MjAyNi0xMS0yMyAwMDowMzowMC4wMDA"))
                .andExpect(status().isOk());

        assertThat(queries)
                .singleElement()
                .satisfies(query -> assertThat(query.exclusiveStartKey())
                        .containsEntry("StatusTime", AttributeValue.fromS("2026-11-23 00:03:00.000")));
    }

    @Test
    void leavesOutTheEndOfTheRange() throws Exception {
        http.perform(get("/api/unicorns/Shadowfax/summaries")
                        .param("from", "2026-11-23T02:00:00+01:00")
                        .param("to", "2026-11-23T01:02:00Z"))
                .andExpect(status().isOk());

        assertThat(queries).singleElement().satisfies(query -> {
            assertThat(query.expressionAttributeValues())
                    .containsEntry(":from", AttributeValue.fromS("2026-11-23 01:00:00.000"));
            assertThat(query.expressionAttributeValues())
                    .containsEntry(":to", AttributeValue.fromS("2026-11-23 01:01:59.999"));
        });
    }

    @ParameterizedTest
    @CsvSource({
        "limit, 0, must be a whole number from 1 to 1000",
        "limit, 1001, must be a whole number from 1 to 1000",
        "limit, ten, must be a whole number from 1 to 1000",
        "from, yesterday, must be ISO-8601 with an offset",
        "to, 2026-11-23T01:02:00, must be ISO-8601 with an offset",
        "from, 2026-11-24T00:00:00Z, must be before to",
        "from, 2026-11-23T00:00:00Z, must be before to",
        "cursor, ???, must be the cursor of the page before",
        "cursor, /w, must be the cursor of the page before",
        "cursor, bm90IGEgdGltZQ, must be the cursor of the page before",
        // 2026-11-23 00:03:00.000, which is not before the end of the range
        "cursor, MjAyNi0xMS0yMyAwMDowMzowMC4wMDA, must be the cursor of the page before",
    })
    void saysWhichParameterBreaksWhichRule(String parameter, String value, String rule) throws Exception {
        var request = get("/api/unicorns/Shadowfax/summaries").param(parameter, value);
        if (!parameter.equals("to")) {
            request.param("to", "2026-11-23T00:00:00Z");
        }
        http.perform(request)
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.parameter").value(parameter))
                .andExpect(jsonPath("$.detail").value(containsString(parameter + " " + rule)))
                .andExpect(jsonPath("$.detail").value(containsString('"' + value + '"')));
        assertThat(queries).isEmpty();
    }

    @Test
    void refusesANameThatNoUnicornCanHave() throws Exception {
        http.perform(get("/api/unicorns/{name}/summaries", " Shadowfax"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.parameter").value("name"));
    }
}
