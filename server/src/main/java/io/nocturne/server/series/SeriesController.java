package io.nocturne.server.series;

import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import io.nocturne.model.series.HostSeries;
import io.nocturne.model.series.LatestResult;
import io.nocturne.model.series.ProcessTable;
import io.nocturne.model.series.TopResult;
import io.nocturne.server.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The catalog, newest values, and what a host has.
@Tag(name = "Series")
@RestController
@RequestMapping("/api/v1")
class SeriesController {

    private static final int DEFAULT_K = 10;
    private static final int MAX_K = 1_000;

    private final SeriesService series;
    private final NewestValues newest;

    SeriesController(SeriesService series, NewestValues newest) {
        this.series = series;
        this.newest = newest;
    }

    @Operation(summary = "The metric catalog")
    @GetMapping("/metrics")
    List<MetricDefinition> metrics() {
        return MetricCatalog.all();
    }

    @Operation(
            summary = "Each host's newest values",
            description = "At most 250,000 values; name metrics or hosts where there are more.")
    @Parameter(
            name = "metric",
            in = ParameterIn.QUERY,
            description = "A metric's name, at most 20; absent means every metric.",
            array = @ArraySchema(schema = @Schema(type = "string")))
    @Parameter(
            name = "host",
            in = ParameterIn.QUERY,
            description = "A host's id, more than once if wanted; absent means every host.",
            array = @ArraySchema(schema = @Schema(type = "string", format = "uuid")))
    @GetMapping("/latest")
    LatestResult latest(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        QueryParameters read = new QueryParameters(given, "metric", "host");
        return newest.of(read.metricsIfAny(), read.hosts());
    }

    @Operation(
            summary = "The series of a metric with the highest or lowest newest values",
            description = "Of hosts that report only: a stale value is no longer known to be true.")
    @Parameter(name = "metric", in = ParameterIn.QUERY, required = true, schema = @Schema(type = "string"))
    @Parameter(
            name = "attributes",
            in = ParameterIn.QUERY,
            description = "Attributes that a series must have: `key=value,key=value`.",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "k",
            in = ParameterIn.QUERY,
            description = "How many.",
            schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "10"))
    @Parameter(
            name = "order",
            in = ParameterIn.QUERY,
            description = "The highest first, or the lowest.",
            schema =
                    @Schema(
                            type = "string",
                            allowableValues = {"desc", "asc"},
                            defaultValue = "desc"))
    @GetMapping("/top")
    TopResult top(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        QueryParameters read = new QueryParameters(given, "metric", "attributes", "k", "order");
        return newest.top(
                read.metric(), read.pairs("attributes"), read.number("k", DEFAULT_K, 1, MAX_K), highestFirst(read));
    }

    @Operation(summary = "The series of which a host has samples in a range")
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
    @GetMapping("/hosts/{hostId}/series")
    HostSeries series(
            @PathVariable UUID hostId, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        QueryParameters read = new QueryParameters(given, "from", "to");
        return series.series(hostId, series.rangeOf(read.time("from"), read.time("to")));
    }

    @Operation(
            summary = "A host's process table at a time",
            description = "The newest one at or before the time, at most ten minutes older; `not-found` without one.")
    @Parameter(
            name = "at",
            in = ParameterIn.QUERY,
            description = "The time; absent means now.",
            schema = @Schema(type = "string", format = "date-time"))
    @GetMapping("/hosts/{hostId}/processes")
    ProcessTable processes(
            @PathVariable UUID hostId, @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        return series.processes(hostId, new QueryParameters(given, "at").time("at"));
    }

    private static boolean highestFirst(QueryParameters given) {
        return switch (given.text("order").orElse("desc")) {
            case "desc" -> true;
            case "asc" -> false;
            default -> throw ProblemException.invalid("parameter 'order' must be desc or asc");
        };
    }
}
