package io.nocturne.model.alert;

import org.jspecify.annotations.Nullable;

/// Asks what a receiver would be sent.
///
/// **Shape** - `receiver` as it would be made; with the `receiverId` of a saved one it need only say what
/// is to be otherwise, so that nobody sends its secrets. `kind` is why the message is sent: `firing`,
/// `escalated`, `repeated`, `resolved`, `flapping`, `unknown`, `reopened`, `changed`, `test`.
/// **Absent** - `alertId` for the alert that fired last and is open, or a sample where there is none;
/// `kind` for the one that the alert's state asks for.
public record ReceiverPreviewRequest(
        Receiver receiver,
        @Nullable String alertId,
        @Nullable String kind) {}
