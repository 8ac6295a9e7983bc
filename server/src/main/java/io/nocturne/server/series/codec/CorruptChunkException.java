package io.nocturne.server.series.codec;

/// The bytes of a chunk are not what the pack format says; the message tells what is wrong and where.
public final class CorruptChunkException extends Exception {

    private static final long serialVersionUID = 1L;

    public CorruptChunkException(String message) {
        super(message);
    }
}
