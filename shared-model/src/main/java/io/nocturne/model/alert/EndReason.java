package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Why an alert is over that did not resolve.
public enum EndReason {
    /// The rule was edited, narrowed, switched off or deleted.
    @JsonProperty("ruleChanged")
    RULE_CHANGED,
    /// The series is no longer reported while its host is.
    @JsonProperty("seriesGone")
    SERIES_GONE,
    /// The host was removed, or is expected to be absent.
    @JsonProperty("hostRemoved")
    HOST_REMOVED
}
