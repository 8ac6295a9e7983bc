package io.nocturne.server.notify;

import io.nocturne.model.alert.Alert;
import java.time.Instant;
import java.util.List;

/// A message that consoles are to show on the desktop.
///
/// **Shape** - `kind` is why it is sent, in lower case; `alerts` the most telling first, `omitted` more were
/// left out.
public record DesktopNotice(
        String noticeId, String kind, Instant at, List<Alert> alerts, int omitted, boolean isDrill) {

    public DesktopNotice {
        alerts = List.copyOf(alerts);
    }
}
