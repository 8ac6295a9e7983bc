package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.HostLife;
import io.nocturne.agent.collect.Inventory;
import io.nocturne.agent.collect.Machine;
import io.nocturne.agent.collect.Selection;
import io.nocturne.agent.collect.Ticker;
import java.util.List;
import java.util.stream.Stream;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;

/// Windows, macOS and other Unix, read through OSHI.
///
/// **Shape** - OSHI's objects are made at the first reading and kept for good.
/// **Absent** - what the system does not tell; docs/metrics.md lists it.
public final class OshiMachine implements Machine {

    private final SystemInfo oshi = new SystemInfo();
    private final Platform platform = Platform.current();
    private final Ticker ticker;
    private final Selection selection;

    /// This machine, with all that the agent chooses by itself.
    public OshiMachine(Ticker ticker) {
        this(ticker, Selection.DEFAULT);
    }

    public OshiMachine(Ticker ticker, Selection selection) {
        this.ticker = ticker;
        this.selection = selection;
    }

    @Override
    public List<Collector> collectors() {
        return Stream.<Collector>of(
                        new ProcessorCollector(this::processor, platform),
                        new LoadCollector(this::processor),
                        new MemoryCollector(this::memory),
                        new SwapCollector(() -> memory().getVirtualMemory(), ticker),
                        new FilesystemCollector(
                                () -> system().getFileSystem().getFileStores(true),
                                place -> selection.filesystems().admits(place, true),
                                ticker),
                        new DiskCollector(
                                () -> hardware().getDiskStores(),
                                platform,
                                name -> selection.disks().admits(name, true),
                                ticker),
                        new NetworkCollector(
                                () -> hardware().getNetworkIFs(),
                                name -> selection.interfaces().admits(name, true),
                                ticker),
                        new ConnectionCollector(
                                () -> system().getInternetProtocolStats(), this::seesAllSockets, ticker),
                        new ProcessCollector(
                                () -> system().getProcesses(null, null, 0), selection.topProcesses(), ticker),
                        new UptimeCollector(this::system))
                .<Collector>map(GuardedCollector::new)
                .toList();
    }

    @Override
    public Inventory inventory() {
        return new OshiInventory(this::hardware, this::system).read();
    }

    /// The time since the boot that these systems tell is counted by the wall clock or stops in sleep, and none
    /// says to a process without rights that it is going down.
    @Override
    public HostLife life() {
        return HostLife.UNKNOWN;
    }

    private boolean seesAllSockets() {
        return platform.seesAllSockets() || system().isElevated();
    }

    private HardwareAbstractionLayer hardware() {
        return oshi.getHardware();
    }

    private OperatingSystem system() {
        return oshi.getOperatingSystem();
    }

    private CentralProcessor processor() {
        return hardware().getProcessor();
    }

    private GlobalMemory memory() {
        return hardware().getMemory();
    }
}
