package io.nocturne.bench.chaos;

import io.nocturne.bench.harness.PostgresProgram;
import io.nocturne.bench.harness.ServerProgram;
import java.io.IOException;

/// SIGKILL for PostgreSQL's postmaster and all its processes; started again at once, under a server that stays.
record DatabaseVictim(PostgresProgram postgres, ServerProgram server) implements Victim {

    @Override
    public void strike(Recovery recovery) throws IOException, InterruptedException {
        recovery.begin();
        postgres.kill();
        postgres.start();
    }

    @Override
    public void restart() throws IOException, InterruptedException {
        server.kill();
        server.start();
    }
}
