package io.nocturne.model.access;

/// Who the caller is.
public record Me(String username, Role role) {}
