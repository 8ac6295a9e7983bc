package io.nocturne.server.silence;

/// A silence, a window or a calendar was made, edited or ended by somebody, and it is in the database. That one
/// begins or ends by its own time is not published.
public record SilencesChanged(String by) {}
