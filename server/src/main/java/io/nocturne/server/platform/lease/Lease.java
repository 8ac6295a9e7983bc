package io.nocturne.server.platform.lease;

/// The right to act as a node, until another server takes it over: then every change under its epoch is refused by the
/// database itself.
///
/// **Shape** - node 0 is the leader; the others journal and seal. Each holder of a node has a greater epoch than the
/// one before.
/// **Threads** - safe.
public final class Lease {

    /// Whoever holds it rolls up, keeps to the retention and looks after what belongs to no server alone.
    public static final int LEADER = 0;

    /// What everybody is told who wants something written after that.
    public static final String TAKEN = "another server has taken the database over; this one writes nothing any more";

    private final int nodeId;
    private final long epoch;
    private volatile boolean lost;

    Lease(int nodeId, long epoch) {
        this.nodeId = nodeId;
        this.epoch = epoch;
    }

    /// For whoever only reads what a node has written: every change is refused.
    public static Lease none(int nodeId) {
        return new Lease(nodeId, 0);
    }

    public int nodeId() {
        return nodeId;
    }

    public long epoch() {
        return epoch;
    }

    public boolean isLost() {
        return lost;
    }

    /// The database refused a change under it: nothing is tried any more. Returns what to throw.
    public LeaseLostException lost() {
        lost = true;
        return new LeaseLostException(nodeId == LEADER ? "another server leads by now" : TAKEN);
    }

    @Override
    public String toString() {
        return "node %d, epoch %d".formatted(nodeId, epoch);
    }
}
