package io.nocturne.console.state;

import io.nocturne.console.net.Answer;
import io.nocturne.model.series.RangeResult;
import io.nocturne.model.series.Resolution;
import java.time.Instant;

/// How far the history of what is shown has come.
public sealed interface HistoryState {

    /// Asked for, nothing yet; `since` by the console's clock.
    record Loading(Instant since) implements HistoryState {}

    /// It is there; `stepMillis` is 0 where points are samples as they came.
    record Loaded(Resolution resolution, long stepMillis) implements HistoryState {}

    /// It could not be had; `answer` says why. Data from before stays.
    record Failed(Answer<RangeResult> answer) implements HistoryState {}
}
