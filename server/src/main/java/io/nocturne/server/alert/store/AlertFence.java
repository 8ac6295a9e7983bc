package io.nocturne.server.alert.store;

import io.nocturne.server.platform.lease.Fence;
import io.nocturne.server.platform.lease.Leases;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Lets a transaction pass only while this server is the node that it is.
///
/// **Errors** - [io.nocturne.server.platform.lease.LeaseLostException].
/// **Threads** - safe.
@Component
public class AlertFence {

    private final Fence fence;

    AlertFence(JdbcClient jdbc, Leases leases) {
        this.fence = new Fence(jdbc, leases::node);
    }

    /// To be called in a transaction, first of all.
    public void hold() {
        fence.hold();
    }
}
