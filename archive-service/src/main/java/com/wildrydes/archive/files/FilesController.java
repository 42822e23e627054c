package com.wildrydes.archive.files;

import com.wildrydes.archive.InvalidParameterException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** {@code /api/files}: what is archived. */
@RestController
class FilesController {

    private static final int MAX_LIMIT = 1_000;

    private final ArchivedFiles files;

    FilesController(ArchivedFiles files) {
        this.files = files;
    }

    @GetMapping(path = "/api/files", produces = "application/json")
    @Operation(summary = "The archived files, in the order of their keys, which is that of time")
    FileList list(
            @Parameter(description = "How the keys begin, such as raw/2026/11/23/")
                    @RequestParam(defaultValue = ArchivedFiles.ROOT)
                    String prefix,
            @Parameter(description = "1 to 1000") @RequestParam(defaultValue = "100") String limit,
            @Parameter(description = "The cursor of the page before") @RequestParam(required = false) @Nullable
                    String cursor) {
        if (!ArchivedFiles.isBelowRoot(prefix)) {
            throw new InvalidParameterException("prefix", "must begin with raw/ and be a plain path", prefix);
        }
        String after = cursor == null ? null : decoded(cursor, prefix);
        ArchivedFiles.Page page = files.list(prefix, after, InvalidParameterException.limit(limit, MAX_LIMIT));
        List<ArchivedFiles.ArchivedFile> items = page.files();
        return new FileList(
                items,
                page.more() && !items.isEmpty()
                        ? encoded(items.get(items.size() - 1).key())
                        : null);
    }

    @GetMapping("/api/files/{*key}")
    @Operation(summary = "One archived file, as it is stored")
    void download(@PathVariable String key, HttpServletResponse response) throws IOException {
        // The pattern's variable begins with the slash before the key.
        String wanted = key.substring(1);
        if (!ArchivedFiles.isBelowRoot(wanted)) {
            throw new InvalidParameterException("key", "must begin with raw/ and be a plain path", wanted);
        }
        try (ResponseInputStream<GetObjectResponse> file = files.open(wanted)
                .orElseThrow(() ->
                        new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no archived file " + wanted))) {
            response.setContentType(wanted.endsWith(".gz") ? "application/gzip" : "application/octet-stream");
            response.setContentLengthLong(file.response().contentLength());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(wanted.substring(wanted.lastIndexOf('/') + 1), StandardCharsets.UTF_8)
                            .build()
                            .toString());
            copy(file, response.getOutputStream());
        }
    }

    private static void copy(ResponseInputStream<GetObjectResponse> file, OutputStream to) throws IOException {
        try {
            file.transferTo(to);
        } catch (IOException e) {
            // Closing alone would read the rest of a file that nobody waits for any more.
            file.abort();
            throw e;
        }
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor, String prefix) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (key.startsWith(prefix) && ArchivedFiles.isBelowRoot(key)) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new InvalidParameterException(
                "cursor", "must be the cursor of the page before, asked for with the same prefix", cursor);
    }

    /** @param cursor asks for the next page; null when this is the last */
    record FileList(
            List<ArchivedFiles.ArchivedFile> items,
            @Nullable String cursor) {}
}
