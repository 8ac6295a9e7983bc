package io.nocturne.agent.trust;

import io.nocturne.agent.config.ProxyServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A way through a proxy that the proxy cannot read: HTTP's CONNECT.
///
/// **Errors** - [IOException] when the proxy refuses, with its first line and nothing else of its answer.
/// **Source** - RFC 9110, 9.3.6.
final class ProxyTunnel {

    private static final int MAX_ANSWER_BYTES = 16 << 10;
    private static final int MAX_SHOWN = 80;
    private static final String END = "\r\n\r\n";

    private final ProxyServer proxy;

    ProxyTunnel(ProxyServer proxy) {
        this.proxy = proxy;
    }

    String host() {
        return proxy.host();
    }

    int port() {
        return proxy.port();
    }

    /// Makes of a connection to the proxy one to a server.
    void open(Socket connected, String host, int port) throws IOException {
        String target = (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        String login = proxy.authorization()
                .map(value -> "Proxy-Authorization: " + value + "\r\n")
                .orElse("");
        String question = "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + login + "\r\n";
        connected.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
        String first = answer(connected.getInputStream()).lines().findFirst().orElse("");
        if (!first.matches("HTTP/1\\.[01] 2\\d\\d( .*)?")) {
            throw new IOException("the proxy %s does not lead to %s: %s".formatted(proxy, target, shown(first)));
        }
    }

    /// The head of the answer, byte by byte: what follows it belongs to the server.
    private static String answer(InputStream input) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b = input.read(); b >= 0; b = input.read()) {
            head.write(b);
            if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith(END)) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
            if (head.size() > MAX_ANSWER_BYTES) {
                throw new IOException("the proxy's answer has more than %d bytes".formatted(MAX_ANSWER_BYTES));
            }
        }
        throw new IOException("the proxy ended the connection");
    }

    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN);
    }
}
