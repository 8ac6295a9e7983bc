package io.nocturne.model.fleet;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the store of samples does.
///
/// **Shape** - `headBytes` is what waits in memory to be sealed, of at most `headLimitBytes`; `rollupBlocks` are the
/// six-hour blocks of hosts whose rollups could be made further and are not yet, `rollupLagMillis` how far back the
/// oldest of them begins. `setAside` names some of the `setAsideCount` blocks and tables that fail and are left alone
/// for a while, so that everything else goes on.
/// **Unit** - `journalBytes` and `failedWrites` since the server's start; `diskBytesPerDay` by how much free space
/// shrank over the last day, or since the start.
/// **Absent** - `diskFreeBytes` and what follows from it where the database is not on this server's disk;
/// `diskFullAt` where space does not shrink, or is not watched for ten minutes yet.
public record StoreStatus(
        State state,
        long journalSegments,
        long journalBytes,
        long failedWrites,
        long headBytes,
        long headLimitBytes,
        @Nullable Instant lastSealedAt,
        long rollupBlocks,
        long rollupLagMillis,
        long setAsideCount,
        List<SetAside> setAside,
        List<TierSize> tiers,
        @Nullable Long diskFreeBytes,
        @Nullable Long diskBytesPerDay,
        @Nullable Instant diskFullAt) {

    public StoreStatus {
        setAside = setAside == null ? List.of() : List.copyOf(setAside);
        tiers = tiers == null ? List.of() : List.copyOf(tiers);
    }

    /// Whether the store takes samples.
    public enum State {
        OK,
        /// The last write or seal failed; it is tried again.
        FAILING,
        /// The disk is nearly full: samples are read and not taken.
        READ_ONLY
    }

    /// A host's samples from a time on, or a table, of which a work failed; it is tried again.
    ///
    /// **Absent** - host and time where it is a table.
    public record SetAside(
            String work,
            @Nullable String hostId,
            @Nullable Instant from,
            String cause,
            long tries,
            Instant nextTryAt) {}

    /// What a tier takes on the disk, with its indexes.
    public record TierSize(String tier, int tables, long bytes) {}
}
