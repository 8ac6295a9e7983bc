package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;

/// Where an alert is in its life.
public enum AlertStatus {
    /// Beyond a threshold, but not yet for as long as the rule wants.
    @JsonProperty("pending")
    PENDING,
    @JsonProperty("firing")
    FIRING,
    /// It was firing when its host fell silent: nobody knows.
    @JsonEnumDefaultValue
    @JsonProperty("unknown")
    UNKNOWN,
    /// The value came back by itself.
    @JsonProperty("resolved")
    RESOLVED,
    /// It is over for another reason: [EndReason] says which.
    @JsonProperty("ended")
    ENDED;

    /// Whether it may still change by itself.
    public boolean isOpen() {
        return this == PENDING || this == FIRING || this == UNKNOWN;
    }
}
