package io.nocturne.server.alert;

import io.nocturne.server.platform.config.DatabaseKind;

class H2AlertEngineIT extends AlertEngineContract {

    H2AlertEngineIT() {
        super(DatabaseKind.H2);
    }
}
