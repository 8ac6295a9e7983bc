package io.nocturne.agent.link;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/// Says in an operator's words why there was no answer.
public final class Failures {

    private Failures() {}

    /// One line: what happened, and for certificates what that means.
    public static String describe(IOException failure) {
        return switch (failure) {
            case UnknownHostException e -> "unknown host name " + e.getMessage();
            case ConnectException _ -> "connection refused or no route";
            case SSLException e -> "no trusted TLS connection: " + rootMessage(e);
            case InterruptedIOException _ -> "no answer in time";
            default -> {
                String message = failure.getMessage();
                yield message == null ? failure.getClass().getSimpleName() : message;
            }
        };
    }

    private static String rootMessage(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && !cause.getCause().equals(cause)) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? failure.getMessage() : cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
