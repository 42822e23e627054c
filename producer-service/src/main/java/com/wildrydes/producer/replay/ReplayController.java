package com.wildrydes.producer.replay;

import com.wildrydes.producer.http.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** {@code /api/replays}: uploads a recorded track and flies it. */
@RestController
@RequestMapping("/api/replays")
public final class ReplayController {

    private static final String GPX = "application/gpx+xml";
    private static final String CSV = "text/csv";

    private final Replays replays;
    private final TrackReader tracks;

    public ReplayController(Replays replays, TrackReader tracks) {
        this.replays = replays;
        this.tracks = tracks;
    }

    @Operation(
            summary = "Fly a recorded track",
            description =
                    "The body is a GPX track (one vehicle) or a CSV (any number of vehicles). Each point is one report, whose"
                            + " StatusTime is the time at which it is flown; distances are derived, vital signs simulated.")
    @ApiResponse(responseCode = "201", description = "It flies; points that cannot be flown are listed with the reason")
    @ApiResponse(responseCode = "400", description = "Nothing in the upload can be flown, or a parameter is wrong")
    @ApiResponse(responseCode = "413", description = "The upload is too large")
    @ApiResponse(responseCode = "409", description = "Too much flies already")
    @PostMapping(consumes = {GPX, CSV, MediaType.APPLICATION_XML_VALUE, MediaType.TEXT_XML_VALUE})
    ResponseEntity<ReplayView> post(@ModelAttribute ReplayRequest how, HttpServletRequest request) throws IOException {
        MediaType type = MediaType.parseMediaType(request.getContentType());
        return created(how, type.getSubtype().equals("csv"), request.getInputStream());
    }

    @Operation(
            summary = "Fly a recorded track, uploaded as a form",
            description = "The part \"file\" is a .gpx or .csv file.")
    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ReplayView> upload(@ModelAttribute ReplayRequest how, @RequestPart("file") MultipartFile file)
            throws IOException {
        String name = String.valueOf(file.getOriginalFilename()).toLowerCase(Locale.ROOT);
        boolean csv = name.endsWith(".csv");
        if (!csv && !name.endsWith(".gpx")) {
            throw new InvalidTrackException(
                    "The uploaded file's name must end with .gpx or .csv, but was " + file.getOriginalFilename());
        }
        return created(how, csv, file.getInputStream());
    }

    private ResponseEntity<ReplayView> created(ReplayRequest how, boolean csv, InputStream body) throws IOException {
        Recording recording = csv ? tracks.readCsv(body, how) : tracks.readGpx(body, how);
        ReplayView view = replays.fly(recording, how.times()).view();
        return ResponseEntity.created(URI.create("/api/replays/" + view.id())).body(view);
    }

    @Operation(summary = "List the replays, newest first")
    @GetMapping
    Page<ReplayView> list(
            @RequestParam(defaultValue = "20") int limit,
            @Parameter(description = "From the page before") @RequestParam(required = false) @Nullable String cursor) {
        return Page.of(
                Page.limit(limit),
                l -> replays.list(cursor, l).stream().map(Replay::view).toList(),
                ReplayView::id);
    }

    @Operation(summary = "How far a replay is")
    @GetMapping("/{id}")
    ReplayView get(@PathVariable String id) {
        return replays.find(id).map(Replay::view).orElseThrow(() -> notFound(id));
    }

    @Operation(summary = "Stop a replay and forget it")
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable String id) {
        if (!replays.remove(id)) {
            throw notFound(id);
        }
        return ResponseEntity.noContent().build();
    }

    private static ResponseStatusException notFound(String id) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no replay " + id);
    }

    @ExceptionHandler
    ProblemDetail invalid(InvalidTrackException e) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
        problem.setProperty("skipped", e.skips().first());
        problem.setProperty("skippedCount", e.skips().count());
        return problem;
    }

    @ExceptionHandler
    ProblemDetail tooLarge(UploadTooLargeException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONTENT_TOO_LARGE, e.getMessage());
    }

    @ExceptionHandler
    ProblemDetail tooMany(TooManyReplaysException e) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, e.getMessage());
    }
}
