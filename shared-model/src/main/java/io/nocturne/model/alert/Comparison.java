package io.nocturne.model.alert;

import com.fasterxml.jackson.annotation.JsonProperty;

/// On which side of a threshold trouble lies.
public enum Comparison {
    @JsonProperty("above")
    ABOVE,
    @JsonProperty("below")
    BELOW;

    /// Whether a value is on the bad side; a value on the threshold itself is not.
    public boolean isBeyond(double value, double threshold) {
        return this == ABOVE ? value > threshold : value < threshold;
    }
}
