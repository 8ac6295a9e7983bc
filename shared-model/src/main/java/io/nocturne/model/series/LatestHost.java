package io.nocturne.model.series;

import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A host's newest snapshot; values that were absent in it do not stand in `samples`.
public record LatestHost(String hostId, Instant time, List<LatestSample> samples) {

    public LatestHost {
        samples = samples == null ? List.of() : List.copyOf(samples);
    }

    /// One value of the snapshot, in the unit of its metric.
    public record LatestSample(String metric, SortedMap<String, String> attributes, double value) {

        public LatestSample {
            attributes = attributes == null ? new TreeMap<>() : attributes;
        }
    }
}
