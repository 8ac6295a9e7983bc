package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How bad it is; the later the worse.
public enum Severity {
    @JsonProperty("warning")
    WARNING,
    @JsonProperty("critical")
    CRITICAL
}
