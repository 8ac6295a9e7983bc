package io.nocturne.server.series;

import io.nocturne.model.metric.MetricCatalog;
import io.nocturne.model.metric.MetricDefinition;
import io.nocturne.model.series.LatestResult;
import io.nocturne.model.series.RangeResult;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The catalog, ranges and newest values.
@Tag(name = "Series")
@RestController
@RequestMapping("/api/v1")
class SeriesController {

    private final SeriesService series;

    SeriesController(SeriesService series) {
        this.series = series;
    }

    @Operation(summary = "The metric catalog")
    @GetMapping("/metrics")
    List<MetricDefinition> metrics() {
        return MetricCatalog.all();
    }

    /// `attributes` is `key=value,key=value`; a backslash before a comma or a backslash in a value
    /// keeps it.
    @Operation(summary = "Ranges of series, with min, average and max of each step")
    @GetMapping("/query")
    RangeResult query(
            @RequestParam List<String> metric,
            @RequestParam(defaultValue = "") List<UUID> host,
            @RequestParam(required = false) @Nullable String attributes,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(defaultValue = "600") int points,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> given) {
        QueryParameters.requireKnown(given.keySet());
        return series.range(
                QueryParameters.metrics(given),
                host,
                QueryParameters.attributes(attributes),
                series.rangeOf(QueryParameters.time("from", from), QueryParameters.time("to", to)),
                QueryParameters.points(points));
    }

    @Operation(summary = "Each host's newest values")
    @GetMapping("/latest")
    LatestResult latest(
            @RequestParam(defaultValue = "") List<String> metric, @RequestParam(defaultValue = "") List<UUID> host) {
        return series.latest(metric, host);
    }
}
