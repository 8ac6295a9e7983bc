package io.nocturne.server.notify.channel;

/// What is wrong with one setting of a receiver.
///
/// **Shape** - `key` as it was written; `message` says what is allowed, and never repeats a secret.
public record SettingFault(String key, String message) {}
