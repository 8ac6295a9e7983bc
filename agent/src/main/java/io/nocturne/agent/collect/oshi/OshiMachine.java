package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.Inventory;
import io.nocturne.agent.collect.Machine;
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

    private static final int TOP_PROCESSES = 10;

    private final SystemInfo oshi = new SystemInfo();
    private final Platform platform = Platform.current();
    private final Ticker ticker;
    private final int topProcesses;

    public OshiMachine(Ticker ticker) {
        this(ticker, TOP_PROCESSES);
    }

    /// A machine whose process table has so many processes by CPU and as many by memory.
    OshiMachine(Ticker ticker, int topProcesses) {
        this.ticker = ticker;
        this.topProcesses = topProcesses;
    }

    @Override
    public List<Collector> collectors() {
        return Stream.<Collector>of(
                        new ProcessorCollector(this::processor, platform),
                        new LoadCollector(this::processor),
                        new MemoryCollector(this::memory),
                        new SwapCollector(() -> memory().getVirtualMemory(), ticker),
                        new FilesystemCollector(() -> system().getFileSystem().getFileStores(true), _ -> true, ticker),
                        new DiskCollector(() -> hardware().getDiskStores(), platform, _ -> true, ticker),
                        new NetworkCollector(() -> hardware().getNetworkIFs(), _ -> true, ticker),
                        new ConnectionCollector(
                                () -> system().getInternetProtocolStats(), this::seesAllSockets, ticker),
                        new ProcessCollector(() -> system().getProcesses(null, null, 0), topProcesses, ticker),
                        new UptimeCollector(this::system))
                .<Collector>map(GuardedCollector::new)
                .toList();
    }

    @Override
    public Inventory inventory() {
        return new OshiInventory(this::hardware, this::system).read();
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
