package io.nocturne.server.series;

import io.nocturne.model.series.RangeResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.exc.JacksonIOException;

/// Ranges, written while they are read.
///
/// **Errors** - a problem until the first bytes have left; after that the connection is cut. A caller
/// that leaves ends the reading.
@Tag(name = "Series")
@RestController
class RangeController {

    private static final Logger log = LoggerFactory.getLogger(RangeController.class);
    private static final int MIN_POINTS = 2;
    private static final int MAX_POINTS = 5_000;
    private static final int DEFAULT_POINTS = 600;

    /// What fits here before a failure can still be answered with a problem.
    private static final int HELD_BACK_BYTES = 65_536;

    private final SeriesService series;

    RangeController(SeriesService series) {
        this.series = series;
    }

    @Operation(
            summary = "Ranges of series, or of what they are together, with min, average and max of each step",
            description = """
                    `resolution` and `stepMillis` are chosen from the span, `points` and what is kept: samples as they
                    came (`stepMillis` 0) where they fit, else steps of one width for all hosts, at most one more than
                    `points`; `from` and `to` of the answer are widened to whole steps for `1m` and `1h`. A step in
                    which nothing was sampled has no point.

                    With `aggregate` `sum`, `avg`, `max` or `min`, all series of a metric become one, step by step;
                    `by` keeps apart what it names. A point's `avg` is then the combined value: the sum or the mean of
                    the series' averages in the step, or the highest or lowest sample of any. `min` and `max` are, for
                    `sum`, the sums of the series' minima and maxima; for the others, the lowest and the highest sample
                    of any series. `count` is the number of series that had a sample in the step. A combined series
                    has a `hostId` only where `by` names `host`.

                    With `topk:K`, the answer has the K series of each metric with the highest average over the range,
                    the highest first; ties by series and host.

                    An answer has at most 2,000 series and 2,000,000 points.""")
    @Parameter(
            name = "metric",
            in = ParameterIn.QUERY,
            required = true,
            description = "A metric's name; 1 to 20 times.",
            array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(
            name = "host",
            in = ParameterIn.QUERY,
            description =
                    "A host's id, more than once if wanted; absent means every host. Without `aggregate` at most 50.",
            array = @ArraySchema(schema = @Schema(type = "string", format = "uuid")))
    @Parameter(
            name = "selector",
            in = ParameterIn.QUERY,
            description = "Tags that a host must have: `key=value,key=value`, written like `attributes`.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "attributes",
            in = ParameterIn.QUERY,
            description = "Attributes that a series must have: `key=value,key=value`. A backslash before a comma or a"
                    + " backslash in a value keeps it: `mountpoint=C:\\\\,type=ntfs`.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "The start; absent means an hour before the end.",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "The end, which does not belong to the range; absent means now.",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "points",
            in = ParameterIn.QUERY,
            description = "How many points of a series the caller can draw.",
            schema = @Schema(type = "integer", minimum = "2", maximum = "5000", defaultValue = "600"))
    @Parameter(
            name = "aggregate",
            in = ParameterIn.QUERY,
            description = "`sum`, `avg`, `max`, `min`, or `topk:K` with a K of 1 to 100; absent means each series.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "by",
            in = ParameterIn.QUERY,
            description = "What `aggregate` keeps apart: keys of attributes, and `host`.",
            array = @ArraySchema(schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "200",
            description = "OK",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = RangeResult.class)))
    @GetMapping(path = "/api/v1/query", produces = MediaType.APPLICATION_JSON_VALUE)
    void query(
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given, HttpServletResponse response)
            throws IOException {
        RangeQuery asked = read(new QueryParameters(
                given, "metric", "host", "selector", "attributes", "from", "to", "points", "aggregate", "by"));
        response.setBufferSize(HELD_BACK_BYTES);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        try {
            series.range(asked, response.getOutputStream());
        } catch (JacksonIOException e) {
            log.debug("a caller left before the end of its range: {}", e.getMessage());
        } catch (RuntimeException e) {
            throw response.isCommitted() ? new BrokenAnswerException(e) : e;
        }
    }

    /// Left to the container, which cuts the connection: a problem would be written behind the half answer.
    @ExceptionHandler
    void broken(BrokenAnswerException e) {
        throw e;
    }

    private RangeQuery read(QueryParameters given) {
        return new RangeQuery(
                given.metrics(),
                given.hosts(),
                given.pairs("selector"),
                given.pairs("attributes"),
                series.rangeOf(given.time("from"), given.time("to")),
                given.number("points", DEFAULT_POINTS, MIN_POINTS, MAX_POINTS),
                AggregateParameters.read(given));
    }
}
