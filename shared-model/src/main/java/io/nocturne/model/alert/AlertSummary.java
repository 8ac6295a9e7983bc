package io.nocturne.model.alert;

import java.time.Instant;

/// How many alerts there are, and how the hosts are.
///
/// **Shape** - `critical` and `warning` count what fires or is unknown, `unknown` those of them that are.
/// `owned` and `unowned` divide the same. `silenced` and `flapping` are some of them. `unseen` came and went
/// and nobody saw it. Hosts count by the worst that they have; `hostsWell` have nothing.
public record AlertSummary(
        Instant serverTime,
        int critical,
        int warning,
        int unknown,
        int pending,
        int owned,
        int unowned,
        int silenced,
        int flapping,
        int unseen,
        int hostsCritical,
        int hostsWarning,
        int hostsWell) {}
