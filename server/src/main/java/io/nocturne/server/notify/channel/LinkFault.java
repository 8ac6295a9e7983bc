package io.nocturne.server.notify.channel;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/// Why a receiver could not be reached, in words.
public final class LinkFault {

    private LinkFault() {}

    /// By kind: what the exception itself says may hold an address.
    public static String words(IOException e) {
        return switch (e) {
            case UnknownHostException unknown -> "the name is unknown";
            case ConnectException refused -> "the connection was refused";
            case InterruptedIOException late -> "no answer in time";
            case SSLException tls -> "no TLS connection, or no certificate that is trusted";
            default -> "the connection broke";
        };
    }
}
