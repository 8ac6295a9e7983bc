package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.ServerProgram;
import java.io.IOException;

/// SIGKILL for the server; started again at once.
record ServerVictim(ServerProgram server) implements Victim {

    @Override
    public void strike(Recovery recovery) throws IOException, InterruptedException {
        recovery.begin();
        restart();
    }

    @Override
    public void restart() throws IOException, InterruptedException {
        server.kill();
        server.start();
    }
}
