package io.nocturne.server.alert;

import io.nocturne.server.platform.config.DatabaseKind;

class PostgresAlertEngineIT extends AlertEngineContract {

    PostgresAlertEngineIT() {
        super(DatabaseKind.POSTGRESQL);
    }
}
