package io.nocturne.server.platform.web;

import java.util.Map;
import java.util.TreeMap;
import org.apache.catalina.connector.Response;

/// What every answer tells a browser: that this is data and no page, to be kept nowhere.
///
/// No Strict-Transport-Security: it holds for every port of a host's name, and so would take plain-HTTP services away
/// that happen to run beside this server; decision 0027.
///
/// **Threads** - immutable.
final class SecurityHeaders {

    private static final Map<String, String> ALL = new TreeMap<>(Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"));

    private SecurityHeaders() {}

    static void write(Response response) {
        ALL.forEach(response::setHeader);
    }
}
