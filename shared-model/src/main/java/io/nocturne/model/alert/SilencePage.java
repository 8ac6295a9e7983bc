package io.nocturne.model.alert;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a list of silences.
///
/// **Shape** - those that are active by when they end, pending ones by when they begin, expired ones the last
/// first.
/// **Absent** - `next`, the `cursor` of the next page, on the last one.
public record SilencePage(List<Silence> silences, @Nullable String next) {

    public SilencePage {
        silences = List.copyOf(silences);
    }
}
