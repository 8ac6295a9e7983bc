package io.nocturne.agent.collect;

import java.util.List;

/// An operating system as the agent needs it: what can be read, and what the host is.
///
/// This is the one seam between operating systems; everything else in the agent is the same on all of them.
public interface Machine {

    /// New collectors of everything that this system offers, in the order in which a layout names their
    /// series. They remember counters, so each [HostReader] has its own.
    List<Collector> collectors();

    /// What the host is, read now.
    Inventory inventory();

    /// How the host lives: since when, with what pauses, and whether it is about to end.
    HostLife life();
}
