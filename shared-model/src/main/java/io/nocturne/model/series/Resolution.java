package io.nocturne.model.series;

import com.fasterxml.jackson.annotation.JsonProperty;

/// How fine the stored data is that an answer was made of.
public enum Resolution {
    @JsonProperty("raw")
    RAW,
    @JsonProperty("1m")
    ONE_MINUTE,
    @JsonProperty("1h")
    ONE_HOUR
}
