package io.nocturne.bench.attack;

import java.util.Map;

/// One kind of attack.
interface Attack {

    /// What must be there before the server takes honest load; it runs and is empty.
    default void prepare(Ground ground) throws Exception {}

    /// Attacks until the ground's time is over.
    ///
    /// **Errors** - what fails because the server defends itself is counted, not thrown.
    void run(Ground ground) throws Exception;

    /// What the attack alone can tell, after the honest load has ended.
    ///
    /// **Shape** - names and figures for the report, in order; a name that begins with `wrong` and a figure above
    /// zero means that the server did wrong.
    default Map<String, Object> facts(Ground ground) throws Exception {
        return Map.of();
    }
}
