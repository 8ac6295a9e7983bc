package io.nocturne.bench.attack;

import io.nocturne.bench.harness.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Connections that are opened and never used, half of them without TLS's handshake; the newcomers of the honest load
/// must get in.
record IdleConnections(int count) implements Attack {

    private static final int OPENERS = 64;

    @Override
    public void run(Ground ground) throws Exception {
        List<Connection> open = Collections.synchronizedList(new ArrayList<>());
        try {
            ground.crowd(OPENERS, number -> {
                if (open.size() < count) {
                    open.add(open.size() % 2 == 0 ? ground.stranger() : ground.strangerPlain());
                    ground.count("connections opened");
                } else {
                    ground.pause(500);
                }
            });
        } finally {
            for (Connection each : List.copyOf(open)) {
                each.close();
            }
        }
    }
}
