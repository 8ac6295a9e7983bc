package io.nocturne.console.chart;

import java.time.Duration;

/// A stretch of time in which nothing at all was measured; `isOpen` when it reaches the window's end.
record Gap(long fromMillis, long toMillis, boolean isOpen) {

    Duration length() {
        return Duration.ofMillis(toMillis - fromMillis);
    }
}
