package io.nocturne.server.notify.inbound;

import io.nocturne.model.alert.Alert;

/// What became of an answer.
public sealed interface Taken {

    record Acknowledged(Alert alert) implements Taken {}

    /// It was answered before, or the alert is over.
    record Used() implements Taken {}

    /// No message has that code.
    record Unknown() implements Taken {}

    /// It may mean any of so many alerts.
    record Several(int alerts) implements Taken {}

    /// Nothing waits for anybody.
    record Nothing() implements Taken {}
}
