package io.nocturne.server.command;

/// What the server's program ends with.
public final class ExitCode {

    public static final int FAILED = 1;
    public static final int CONFIG = 2;
    public static final int IN_USE = 4;
    public static final int DATABASE = 5;
    public static final int DAMAGED = 6;

    private ExitCode() {}
}
