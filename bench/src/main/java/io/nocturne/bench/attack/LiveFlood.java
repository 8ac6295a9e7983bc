package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Connection;
import io.nocturne.bench.harness.LiveSocket;
import java.io.IOException;

/// Many live sessions of one user that flood the server with pings, garbage and subscriptions, and read what comes.
record LiveFlood(int sessions) implements Attack {

    @Override
    public void run(Ground ground) throws Exception {
        String token;
        try (Connection connection = ground.api().connect()) {
            token = ground.api().login(connection);
        }
        ground.crowd(sessions, number -> flood(ground, token, number));
    }

    private static void flood(Ground ground, String token, int number) throws IOException, InterruptedException {
        LiveSocket socket;
        try {
            socket = new LiveSocket(ground.stranger(), token);
        } catch (IOException e) {
            ground.count("sessions refused");
            ground.pause(1_000);
            return;
        }
        try (socket) {
            ground.count("sessions opened");
            Thread.ofVirtual().start(() -> read(ground, socket));
            for (int i = 0; !ground.isOver(); i++) {
                switch ((i + number) % 3) {
                    case 0 -> socket.send(LiveSocket.PING, "p".repeat(100));
                    case 1 -> socket.send(LiveSocket.TEXT, "{garbage " + i);
                    default ->
                        socket.send(
                                LiveSocket.TEXT,
                                "{\"type\":\"subscribe\",\"subscription\":\"s%d\",\"hosts\":[],\"metrics\":[]}"
                                        .formatted(i % 16));
                }
                ground.count("frames sent");
                ground.pause(20);
            }
        }
    }

    private static void read(Ground ground, LiveSocket socket) {
        try (socket) {
            while (!ground.isOver()) {
                String text = socket.read();
                ground.count(socket.kind() == LiveSocket.CLOSE ? "sessions closed with " + text : "frames read");
                if (socket.kind() == LiveSocket.CLOSE) {
                    return;
                }
            }
        } catch (IOException e) {
            // The session is over; the writer sees that too.
        }
    }
}
