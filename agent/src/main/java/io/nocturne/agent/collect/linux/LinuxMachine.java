package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.HostLife;
import io.nocturne.agent.collect.Inventory;
import io.nocturne.agent.collect.Machine;
import io.nocturne.agent.collect.Selection;
import io.nocturne.agent.collect.Ticker;
import java.nio.file.Path;
import java.util.List;

/// Linux, read from the kernel's own files.
///
/// **Shape** - needs no root and no tool; what a restricted container hides is absent.
public final class LinuxMachine implements Machine {

    private static final Path OWN_PROC = Path.of("/proc");

    private final Path root;
    private final Ticker ticker;
    private final Ticker cost;
    private final SpaceProbe probe;
    private final Selection selection;

    /// The machine that this process runs on, with all that the agent chooses by itself.
    public LinuxMachine(Ticker ticker) {
        this(Path.of("/"), ticker, Selection.DEFAULT);
    }

    /// The machine whose root folder is `root`: where a container has the host's `/` mounted, say.
    public LinuxMachine(Path root, Ticker ticker, Selection selection) {
        this(root, ticker, new ThreadCpuTicker(ticker), SpaceProbe.ofThisMachine(), selection);
    }

    /// A machine whose files are under another root, and whose readings cost what `cost` tells.
    LinuxMachine(Path root, Ticker ticker, Ticker cost, SpaceProbe probe, Selection selection) {
        this.root = root;
        this.ticker = ticker;
        this.cost = cost;
        this.probe = probe;
        this.selection = selection;
    }

    @Override
    public List<Collector> collectors() {
        KernelUnits units = KernelUnits.ofThisProcess();
        return List.of(
                new CpuCollector(root),
                new LoadCollector(root),
                new MemoryCollector(root),
                new SwapActivityCollector(root, ticker),
                new PressureCollector(root, ticker),
                new FilesystemCollector(root, probe, selection.filesystems()),
                new DiskCollector(root, ticker, selection.disks()),
                new NetworkCollector(root, ticker, this::isReported),
                new ConnectionCollector(root, ticker, cost),
                new TemperatureCollector(root, ticker),
                new ContainerCollector(root, ticker),
                new UptimeCollector(root),
                new AgentCollector(OWN_PROC, ProcessHandle.current().pid(), units, ticker),
                new ProcessCollector(root, selection, units, ticker, cost));
    }

    @Override
    public Inventory inventory() {
        return new LinuxInventory(root).read();
    }

    @Override
    public HostLife life() {
        return new LinuxLife(root);
    }

    private boolean isReported(String networkInterface) {
        return selection.interfaces().admits(networkInterface, RealInterfaces.includes(networkInterface));
    }
}
