package io.nocturne.bench.live;

import io.nocturne.bench.harness.Api;
import io.nocturne.bench.harness.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The users at the consoles: the server takes so many connections of one user only.
final class LiveUsers {

    private static final int CONNECTIONS_OF_USER = 20;
    private static final String PASSWORD = "nocturne-bench-viewer";

    private LiveUsers() {}

    /// A token for each connection.
    static List<String> tokens(Api api, int connections) throws IOException {
        List<String> tokens = new ArrayList<>();
        try (Connection connection = api.connect()) {
            String admin = api.login(connection);
            while (tokens.size() < connections) {
                String user = "console-" + tokens.size();
                api.makeViewer(connection, admin, user, PASSWORD);
                String token = api.login(connection, user, PASSWORD);
                for (int i = 0; i < CONNECTIONS_OF_USER && tokens.size() < connections; i++) {
                    tokens.add(token);
                }
            }
        }
        return tokens;
    }
}
