package io.nocturne.server.alert.store;

import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.alert.machine.AlertState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is remembered of an instance that is not quiet.
///
/// **Shape** - `ruleVersion` is that of the rule by which it was judged last.
/// **Absent** - `series` where the rule looks at the host itself; `alertId`, the newest alert, before the
/// first.
public record StateRow(
        SlotKey key, @Nullable UUID alertId, @Nullable SeriesKey series, long ruleVersion, AlertState state) {}
