package io.nocturne.console.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/// Why no answer came from a server.
public enum LinkFault {
    /// The machine is there, nobody listens at the port.
    REFUSED,
    /// The machine's name is not known.
    UNKNOWN_HOST,
    /// Nothing came in time.
    TIMEOUT,
    /// The certificate is not signed by the pinned one, or its time is over.
    CERTIFICATE,
    /// The certificate is good but for another host name.
    WRONG_NAME,
    /// What answers does not speak TLS, or not one that we accept.
    NOT_TLS,
    /// An answer came that is not Nocturne's.
    BAD_ANSWER,
    /// The heartbeat stayed away.
    SILENT,
    /// The connection broke.
    BROKEN;

    /// The fault behind an exception of a socket, OkHttp or Tyrus.
    static LinkFault of(Throwable failure) {
        CertificateException certificate = find(failure, CertificateException.class);
        if (find(failure, SSLPeerUnverifiedException.class) != null || isAboutNames(certificate)) {
            return WRONG_NAME;
        }
        if (certificate != null) {
            return CERTIFICATE;
        }
        if (find(failure, SSLException.class) != null) {
            return NOT_TLS;
        }
        return ofSocket(failure);
    }

    private static LinkFault ofSocket(Throwable failure) {
        if (find(failure, UnknownHostException.class) != null) {
            return UNKNOWN_HOST;
        }
        if (find(failure, InterruptedIOException.class) != null
                || find(failure, NoRouteToHostException.class) != null) {
            return TIMEOUT;
        }
        return find(failure, ConnectException.class) != null ? REFUSED : BROKEN;
    }

    /// The JDK tells a wrong name only by its words.
    private static boolean isAboutNames(@Nullable CertificateException failure) {
        if (failure == null || failure.getMessage() == null) {
            return false;
        }
        String message = failure.getMessage().toLowerCase(Locale.ROOT);
        return message.startsWith("no name matching") || message.startsWith("no subject alternative");
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 12; depth++) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
            cause = cause.getCause();
        }
        return null;
    }

    /// An [IOException] that already knows its fault.
    static final class Failure extends IOException {

        private static final long serialVersionUID = 1;

        private final LinkFault fault;

        Failure(LinkFault fault, String message) {
            super(message);
            this.fault = fault;
        }

        LinkFault fault() {
            return fault;
        }
    }
}
