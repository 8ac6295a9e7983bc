package io.nocturne.server.platform.web;

import java.util.HashMap;
import java.util.Map;

/// An amount that many sources share. One may have as much as is still free: alone it gets half of all, and what it
/// cannot get stays for the others.
///
/// **Threads** - safe.
/// **Source** - dynamic thresholds with a factor of 1; A. K. Choudhury and E. L. Hahne, "Dynamic Queue Length
/// Thresholds for Shared-Memory Packet Switches", IEEE/ACM Transactions on Networking 6 (2), 1998.
final class FairShare {

    private final long all;
    private final Map<String, Long> bySource = new HashMap<>();
    private long taken;

    FairShare(long all) {
        this.all = all;
    }

    /// Takes an amount for a source, or nothing and answers false.
    synchronized boolean take(String source, long amount) {
        long own = bySource.getOrDefault(source, 0L);
        if (own + amount > all - taken) {
            return false;
        }
        bySource.put(source, own + amount);
        taken += amount;
        return true;
    }

    synchronized void giveBack(String source, long amount) {
        bySource.computeIfPresent(source, (_, own) -> own == amount ? null : own - amount);
        taken -= amount;
    }
}
