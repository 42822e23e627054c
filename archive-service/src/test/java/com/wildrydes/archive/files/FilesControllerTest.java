package com.wildrydes.archive.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.wildrydes.archive.Problems;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

class FilesControllerTest {

    private static final String KEY = "raw/2026/11/23/01/wildrydes-1.json.gz";
    private static final String CURSOR = "cmF3LzIwMjYvMTEvMjMvMDEvd2lsZHJ5ZGVzLTEuanNvbi5neg";

    private final List<ListObjectsV2Request> listings = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private final S3Client oneFile = new S3Client() {
        @Override
        public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
            listings.add(request);
            return ListObjectsV2Response.builder()
                    .contents(S3Object.builder()
                            .key(KEY)
                            .size(123L)
                            .lastModified(Instant.parse("2026-11-23T01:02:03Z"))
                            .build())
                    .isTruncated(request.startAfter() == null)
                    .build();
        }

        @Override
        public ResponseInputStream<GetObjectResponse> getObject(GetObjectRequest request) {
            opened.add(request.key());
            if (!request.key().equals(KEY)) {
                throw NoSuchKeyException.builder().statusCode(404).build();
            }
            return new ResponseInputStream<>(
                    GetObjectResponse.builder().contentLength(3L).build(),
                    new ByteArrayInputStream(new byte[] {1, 2, 3}));
        }

        @Override
        public String serviceName() {
            return "s3";
        }

        @Override
        public void close() {}
    };
    private final MockMvc http = MockMvcBuilders.standaloneSetup(
                    new FilesController(new ArchivedFiles(oneFile, "bucket")))
            .setControllerAdvice(new Problems())
            .build();

    @Test
    void listsFilesByPage() throws Exception {
        http.perform(get("/api/files?prefix=raw/2026/11/&limit=1"))
                .andExpect(status().isOk())
                .andExpect(content()
                        .json("{\"items\":[{\"key\":\"" + KEY
                                + "\",\"bytes\":123,\"lastModified\":\"2026-11-23T01:02:03Z\"}],\"cursor\":\""
                                + CURSOR + "\"}"));
        http.perform(get("/api/files?prefix=raw/2026/11/&limit=1&cursor=" + CURSOR))
                .andExpect(jsonPath("$.cursor").isEmpty());

        assertThat(listings).extracting(ListObjectsV2Request::prefix).containsOnly("raw/2026/11/");
        assertThat(listings).extracting(ListObjectsV2Request::startAfter).containsExactly(null, KEY);
    }

    @Test
    void downloadsAFileAsItIsStored() throws Exception {
        http.perform(get("/api/files/" + KEY))
                .andExpect(status().isOk())
                .andExpect(content().bytes(new byte[] {1, 2, 3}))
                .andExpect(content().contentType("application/gzip"))
                .andExpect(header().longValue("Content-Length", 3))
                .andExpect(header().doesNotExist("Content-Encoding"))
                .andExpect(header().string("Content-Disposition", containsString("wildrydes-1.json.gz")));
    }

    @Test
    void doesNotFindWhatIsNotThere() throws Exception {
        http.perform(get("/api/files/raw/2026/nothing"))
                .andExpect(status().isNotFound())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.detail").value(containsString("raw/2026/nothing")));
    }

    @ParameterizedTest
    @CsvSource({
        "athena-results/secret.csv",
        "raw/../athena-results/secret.csv",
        "raw/./x",
        "raw//x",
        "raw",
        "raw/a\\..\\x",
        "/raw/x",
    })
    void opensNothingOutsideOfTheArchive(String key) throws Exception {
        http.perform(get(URI.create("/api/files/" + key.replace("\\", "%5C")))).andExpect(status().isBadRequest());

        assertThat(opened).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "prefix, errors/, must begin with raw/",
        "prefix, raw/../errors/, must begin with raw/",
        "prefix, ra, must begin with raw/",
        "limit, 0, must be a whole number from 1 to 1000",
        "limit, 1001, must be a whole number from 1 to 1000",
        "cursor, ***, must be the cursor of the page before",
        // errors/x
        "cursor, ZXJyb3JzL3g, must be the cursor of the page before",
    })
    void saysWhichParameterBreaksWhichRule(String parameter, String value, String rule) throws Exception {
        http.perform(get("/api/files").param(parameter, value))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.parameter").value(parameter))
                .andExpect(jsonPath("$.detail").value(containsString(parameter + " " + rule)));

        assertThat(listings).isEmpty();
    }
}
