package io.nocturne.model.metric;

/// Which way is worse, so that a threshold editor knows on which side of the line trouble lies.
public enum Direction {
    HIGHER_IS_WORSE,
    LOWER_IS_WORSE,
    NEUTRAL
}
