package io.nocturne.server.platform.lease;

import io.nocturne.server.platform.database.DiskGate;
import io.nocturne.server.platform.lease.LeaseTable.Holder;
import io.nocturne.server.platform.web.ReadinessCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/// What this run of the server may act as: one node, from the start until another server takes it, and the leader as
/// long as nobody else is.
///
/// **Threads** - safe; one renews.
public final class Leases implements ReadinessCheck, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Leases.class);

    private final LeaseTable table;
    private final Holder holder;
    private final DiskGate gate;
    private final Clock clock;
    private final @Nullable Instant aliveBefore;
    private final Lease node;
    private volatile @Nullable Lease leadership;
    private boolean told;

    private Leases(LeaseTable table, Holder holder, boolean alone, DiskGate gate, Clock clock) {
        this.table = table;
        this.holder = holder;
        this.gate = gate;
        this.clock = clock;
        this.aliveBefore = table.aliveAt().orElse(null);
        this.node = takeNode(alone);
        this.leadership =
                table.take(Lease.LEADER, holder, clock.instant(), alone).orElse(null);
    }

    /// Takes the first node that is free, and the lead if it is.
    ///
    /// **Shape** - `host` is for people; `alone` says that no other server can be alive, whatever the leases say.
    public static Leases take(
            JdbcClient jdbc, TransactionTemplate transaction, String host, boolean alone, DiskGate gate, Clock clock) {
        Holder holder = new Holder(UUID.randomUUID(), host);
        return new Leases(new LeaseTable(jdbc, transaction), holder, alone, gate, clock);
    }

    /// What it journals and seals as.
    public Lease node() {
        return node;
    }

    /// What it rolls up and keeps to the retention as; empty while another server does.
    public Optional<Lease> leadership() {
        return Optional.ofNullable(leadership).filter(lease -> !lease.isLost() && !node.isLost());
    }

    /// As [#leadership], for a transaction.
    ///
    /// **Errors** - [LeaseLostException] while another server leads.
    public Lease requireLeadership() {
        return leadership().orElseThrow(() -> new LeaseLostException("another server leads"));
    }

    /// When a server was alive last before this one started; empty if this is the first.
    public Optional<Instant> aliveBefore() {
        return Optional.ofNullable(aliveBefore);
    }

    /// Prolongs what it holds, and takes the lead if nobody has it; to be called several times a term.
    public void renew() {
        if (node.isLost() || !gate.isOpen(DiskGate.Purpose.RECORDS)) {
            lookLost();
            return;
        }
        if (!table.renew(node.nodeId(), holder, clock.instant())) {
            node.lost();
            lookLost();
            return;
        }
        if (leadership().isEmpty() || !table.renew(Lease.LEADER, holder, clock.instant())) {
            leadership =
                    table.take(Lease.LEADER, holder, clock.instant(), false).orElse(null);
        }
    }

    @Override
    public Optional<String> problem() {
        return node.isLost() ? Optional.of(Lease.TAKEN) : Optional.empty();
    }

    /// Whoever comes next need not wait for the leases to end.
    @Override
    public void close() {
        try {
            table.release(holder, clock.instant());
        } catch (RuntimeException e) {
            log.debug("the leases could not be given back; they end by themselves: {}", e.toString());
        }
    }

    private Lease takeNode(boolean alone) {
        Optional<Lease> taken = Optional.empty();
        for (int nodeId = Lease.LEADER + 1; taken.isEmpty(); nodeId++) {
            taken = table.take(nodeId, holder, clock.instant(), alone);
        }
        return taken.get();
    }

    /// Everything else that the server writes stops too.
    private void lookLost() {
        if (node.isLost() && !told) {
            told = true;
            gate.shut(Lease.TAKEN);
            log.error(
                    "another server has taken {} over: {}; this one writes nothing any more, stop it",
                    node,
                    table.holder(node.nodeId()).orElse("unknown"));
        }
    }
}
