package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Inventory;
import io.nocturne.agent.collect.Machine;
import io.nocturne.agent.collect.Ticker;
import java.nio.file.Path;
import java.util.List;

/// Linux, read from the kernel's own files.
///
/// **Shape** - needs no root and no tool; what a restricted container hides is absent.
public final class LinuxMachine implements Machine {

    private final Path root;
    private final Ticker ticker;
    private final SpaceProbe probe;

    /// The machine that this process runs on.
    public LinuxMachine(Ticker ticker) {
        this(Path.of("/"), ticker);
    }

    /// The machine whose root folder is `root`: where a container has the host's `/` mounted, say.
    public LinuxMachine(Path root, Ticker ticker) {
        this(root, ticker, new FileSpaceProbe());
    }

    /// A machine whose files are under another root.
    LinuxMachine(Path root, Ticker ticker, SpaceProbe probe) {
        this.root = root;
        this.ticker = ticker;
        this.probe = probe;
    }

    @Override
    public List<Collector> collectors() {
        return List.of(
                new CpuCollector(root),
                new LoadCollector(root),
                new MemoryCollector(root),
                new SwapActivityCollector(root, ticker),
                new FilesystemCollector(root, probe),
                new DiskCollector(root, ticker),
                new NetworkCollector(root, ticker, RealInterfaces::includes),
                new UptimeCollector(root));
    }

    @Override
    public Inventory inventory() {
        return new LinuxInventory(root).read();
    }
}
