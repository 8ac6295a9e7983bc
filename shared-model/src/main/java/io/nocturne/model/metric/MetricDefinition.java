package io.nocturne.model.metric;

import java.util.List;

/// One metric of the catalog: its name, its attributes and how it is read.
///
/// **Shape** - `attributes` lists every attribute key that a series of this metric may carry, in display order; a
/// series carries a value for each unless the description says otherwise.
/// **Unit** - values in [#unit()]; people see them as [#display()].
/// **Source** - names and attributes are those of the OpenTelemetry semantic conventions for system metrics; those that
/// the conventions lack are coined in the same style and marked by [#coined()].
public record MetricDefinition(
        String name,
        List<String> attributes,
        Unit unit,
        Kind kind,
        Group group,
        Display display,
        Direction direction,
        Carrier carrier,
        boolean coined,
        String description) {

    public MetricDefinition {
        attributes = List.copyOf(attributes);
    }
}
