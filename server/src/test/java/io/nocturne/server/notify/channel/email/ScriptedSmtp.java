package io.nocturne.server.notify.channel.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// A mail server that keeps each line it hears and answers commands as it was told to, with TLS if it has a
/// context.
///
/// **Threads** - guarded by itself.
final class ScriptedSmtp implements AutoCloseable {

    private final ServerSocket server;
    private final @Nullable SSLContext tls;
    private final boolean isTlsFromTheStart;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> heard = new ArrayList<>();
    private final Map<String, String> answers = new TreeMap<>();
    private boolean isMute;
    private int encrypted;

    ScriptedSmtp(@Nullable SSLContext tls, boolean isTlsFromTheStart) throws IOException {
        this.tls = tls;
        this.isTlsFromTheStart = isTlsFromTheStart;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /// What a command whose line begins so is answered with.
    synchronized ScriptedSmtp answer(String command, String reply) {
        answers.put(command, reply);
        return this;
    }

    synchronized ScriptedSmtp mute() {
        isMute = true;
        return this;
    }

    synchronized List<String> heard() {
        return List.copyOf(heard);
    }

    /// How many of the lines came over TLS.
    synchronized int encrypted() {
        return encrypted;
    }

    private synchronized String answerTo(String line, boolean overTls) {
        heard.add(line);
        encrypted += overTls ? 1 : 0;
        return answers.entrySet().stream()
                .filter(answer -> line.startsWith(answer.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> usual(line, overTls));
    }

    private String usual(String line, boolean overTls) {
        String command = line.split(" ", 2)[0];
        return switch (command) {
            case "EHLO" -> {
                String offers = "250-localhost\r\n250-AUTH PLAIN LOGIN XOAUTH2\r\n";
                yield offers + (tls != null && !overTls ? "250-STARTTLS\r\n" : "") + "250 8BITMIME";
            }
            case "STARTTLS" -> "220 go ahead";
            case "AUTH" -> "235 2.7.0 welcome";
            case "DATA" -> "354 go ahead";
            case "QUIT" -> "221 bye";
            default -> "250 OK";
        };
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private synchronized boolean isMute() {
        return isMute;
    }

    private void serve(Socket plain) {
        try (Socket ending = plain) {
            if (isMute()) {
                // Until the client gives up.
                ending.getInputStream().transferTo(OutputStream.nullOutputStream());
                return;
            }
            Socket socket = isTlsFromTheStart ? encrypted(ending) : ending;
            boolean overTls = isTlsFromTheStart;
            say(socket, "220 localhost ready");
            BufferedReader in = reader(socket);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String reply = answerTo(line, overTls);
                say(socket, reply);
                if (line.equals("STARTTLS") && reply.startsWith("220")) {
                    socket = encrypted(socket);
                    in = reader(socket);
                    overTls = true;
                } else if (line.equals("DATA") && reply.startsWith("354")) {
                    readMessage(in);
                    say(socket, answerTo(".", overTls));
                } else if (line.equals("QUIT")) {
                    return;
                }
            }
        } catch (IOException e) {
            // The client may go whenever it wants.
        }
    }

    private static void readMessage(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
    }

    private Socket encrypted(Socket socket) throws IOException {
        SSLSocket encrypted =
                (SSLSocket) Objects.requireNonNull(tls).getSocketFactory().createSocket(socket, null, false);
        encrypted.setUseClientMode(false);
        encrypted.startHandshake();
        return encrypted;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void say(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
