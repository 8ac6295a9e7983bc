package io.nocturne.bench.agent;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A host that has something to read: processes that sleep, and connections over loopback.
final class Surroundings implements Closeable {

    private final List<Process> sleepers = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();

    /// **Shape** - fills the host up to `processes` in all, and adds `connections` ends of connections; the
    /// sleepers end by themselves after `seconds`, whatever becomes of this process.
    Surroundings(int processes, int connections, long seconds) throws IOException {
        while (count() < processes) {
            for (int missing = processes - count(); missing > 0; missing--) {
                sleepers.add(new ProcessBuilder("sleep", Long.toString(seconds)).start());
            }
        }
        try (ServerSocket listener = new ServerSocket(0, connections, InetAddress.getLoopbackAddress())) {
            for (int i = 0; i < connections / 2; i++) {
                sockets.add(new Socket(listener.getInetAddress(), listener.getLocalPort()));
                sockets.add(listener.accept());
            }
        }
    }

    /// How many processes the host has.
    static int count() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return (int) all.filter(path ->
                            Character.isDigit(path.getFileName().toString().charAt(0)))
                    .count();
        }
    }

    int sockets() {
        return sockets.size();
    }

    @Override
    public void close() throws IOException {
        sleepers.forEach(Process::destroy);
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
