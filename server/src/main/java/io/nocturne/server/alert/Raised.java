package io.nocturne.server.alert;

import io.nocturne.model.alert.Alert;
import java.time.Instant;

/// An alert was raised or got worse, at a step of that number, and it is in the database.
record Raised(Alert alert, int number, Instant at) {}
