package com.wildrydes.persister;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.wildrydes.localaws.LocalAws;
import com.wildrydes.localaws.LocalAwsOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alerts from a table as the aggregator writes it, in DynamoDB Local, to the answer of the REST API. */
@Timeout(120)
class AlertsIT {

    private static final String TABLE = "UnicornAlerts";

    @TempDir
    private static Path data;

    private static LocalAws aws;
    private static DynamoDbClient dynamoDb;

    private static MockMvc http;

    @BeforeAll
    static void start() {
        aws = LocalAws.start(LocalAwsOptions.inFolder(data).withServices("dynamodb"));
        dynamoDb = SummaryTableIT.at(aws, DynamoDbClient.builder()).build();
        http = MockMvcBuilders.standaloneSetup(new AlertsController(new AlertPages(dynamoDb, TABLE)))
                .setControllerAdvice(new Problems())
                .build();
    }

    @AfterAll
    static void stop() {
        dynamoDb.close();
        aws.close();
    }

    @BeforeEach
    void createTable() {
        dynamoDb.createTable(create -> create.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        name -> name.attributeName("Name").attributeType(ScalarAttributeType.S),
                        vital -> vital.attributeName("Vital").attributeType(ScalarAttributeType.S))
                .keySchema(
                        name -> name.attributeName("Name").keyType(KeyType.HASH),
                        vital -> vital.attributeName("Vital").keyType(KeyType.RANGE)));
    }

    @AfterEach
    void deleteTable() {
        dynamoDb.deleteTable(delete -> delete.tableName(TABLE));
    }

    @Test
    void listsTheLatestChangeFirst() throws Exception {
        put("Shadowfax", "HealthPoints", "raised", "2026-11-23 01:02:03.000", 99);
        put("Pégase 🦄", "MagicPoints", "cleared", "2026-11-23 01:02:04.000", 105);

        http.perform(get("/api/alerts"))
                .andExpect(status().isOk())
                .andExpect(content().json("""
                        {"items":[
                        {"name":"Pégase 🦄","vital":"MagicPoints","state":"cleared","since":"2026-11-23T01:02:04Z","value":105},
                        {"name":"Shadowfax","vital":"HealthPoints","state":"raised","since":"2026-11-23T01:02:03Z","value":99}],
                        "cursor":null}""", JsonCompareMode.STRICT));
    }

    @Test
    void leavesOutThoseInAnotherState() throws Exception {
        put("Shadowfax", "HealthPoints", "raised", "2026-11-23 01:02:03.000", 99);
        put("Shadowfax", "MagicPoints", "cleared", "2026-11-23 01:02:03.000", 105);

        http.perform(get("/api/alerts?state=raised"))
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].vital").value("HealthPoints"));
        http.perform(get("/api/alerts?state=cleared"))
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].vital").value("MagicPoints"));
    }

    @Test
    void leavesOutWhatIsNoAlert() throws Exception {
        put("Shadowfax", "HealthPoints", "asleep", "2026-11-23 01:02:03.000", 99);
        put("Sleipnir", "HealthPoints", "raised", "2026-11-23 01:02:03.000", 99);

        http.perform(get("/api/alerts"))
                .andExpect(jsonPath("$.items.length()").value(1))
                .andExpect(jsonPath("$.items[0].name").value("Sleipnir"));
    }

    @Test
    void listsEveryAlertOncePageByPageThoughAScanEndsWithinOne() throws Exception {
        Set<String> raised = new HashSet<>();
        // 1.6 MB, more than one scan returns; every third is raised.
        for (int i = 0; i < 400; i++) {
            boolean up = i % 3 == 0;
            put(
                    "Unicorn " + i,
                    "HealthPoints",
                    up ? "raised" : "cleared",
                    "2026-11-23 01:02:03.000",
                    i,
                    "x".repeat(4096));
            if (up) {
                raised.add("Unicorn " + i);
            }
        }

        Set<String> listed = new HashSet<>();
        int items = 0;
        int pages = 0;
        @Nullable String cursor = null;
        do {
            JsonNode page = page("raised", 25, cursor);
            assertThat(page.get("items").size()).isLessThanOrEqualTo(25);
            page.get("items").forEach(item -> listed.add(item.get("name").asString()));
            items += page.get("items").size();
            pages++;
            cursor = page.get("cursor").isNull() ? null : page.get("cursor").asString();
        } while (cursor != null);

        assertThat(listed).isEqualTo(raised);
        assertThat(items).isEqualTo(raised.size());
        assertThat(pages).isEqualTo(6); // 134 of 25 each
    }

    @ParameterizedTest
    @CsvSource({
        "state, asleep, must be raised or cleared",
        "state, '', must be raised or cleared",
        "limit, 0, must be a whole number from 1 to 1000",
        "limit, 1001, must be a whole number from 1 to 1000",
        "cursor, ???, must be the cursor of the page before",
        "cursor, U2hhZG93ZmF4, must be the cursor of the page before", // Shadowfax, and no vital
        "cursor, U2hhZG93ZmF4Clg, must be the cursor of the page before", // Shadowfax, and one that there is not
    })
    void saysWhichParameterBreaksWhichRule(String parameter, String value, String rule) throws Exception {
        http.perform(get("/api/alerts").param(parameter, value))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.parameter").value(parameter))
                .andExpect(jsonPath("$.detail").value(containsString(parameter + ' ' + rule)))
                .andExpect(jsonPath("$.detail").value(containsString('"' + value + '"')));
    }

    private JsonNode page(String state, int limit, @Nullable String cursor) throws Exception {
        var request = get("/api/alerts").param("state", state).param("limit", String.valueOf(limit));
        if (cursor != null) {
            request.param("cursor", cursor);
        }
        return JsonMapper.shared()
                .readTree(http.perform(request)
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString());
    }

    private static void put(String name, String vital, String state, String since, int value) {
        put(name, vital, state, since, value, "");
    }

    private static void put(String name, String vital, String state, String since, int value, String padding) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("Name", AttributeValue.fromS(name));
        item.put("Vital", AttributeValue.fromS(vital));
        item.put("State", AttributeValue.fromS(state));
        item.put("Since", AttributeValue.fromS(since));
        item.put("Value", AttributeValue.fromN(String.valueOf(value)));
        item.put("Sequence", AttributeValue.fromS("1" + padding));
        dynamoDb.putItem(put -> put.tableName(TABLE).item(item));
    }
}
