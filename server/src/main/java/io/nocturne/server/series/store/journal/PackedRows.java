package io.nocturne.server.series.store.journal;

import io.nocturne.server.series.codec.ChunkHead;

/// Packed rows of the head, ascending by time.
@SuppressWarnings("ArrayRecordComponent") // made once, and never compared
public record PackedRows(ChunkHead head, byte[] payload) {}
