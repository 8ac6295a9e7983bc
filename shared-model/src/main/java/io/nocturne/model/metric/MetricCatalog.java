package io.nocturne.model.metric;

import static io.nocturne.model.metric.Direction.HIGHER_IS_WORSE;
import static io.nocturne.model.metric.Direction.LOWER_IS_WORSE;
import static io.nocturne.model.metric.Direction.NEUTRAL;
import static io.nocturne.model.metric.Display.BINARY_BYTES;
import static io.nocturne.model.metric.Display.BYTE_RATE;
import static io.nocturne.model.metric.Display.CELSIUS;
import static io.nocturne.model.metric.Display.DECIMAL_BYTES;
import static io.nocturne.model.metric.Display.DURATION;
import static io.nocturne.model.metric.Display.EVENT_RATE;
import static io.nocturne.model.metric.Display.MILLISECONDS;
import static io.nocturne.model.metric.Display.NUMBER;
import static io.nocturne.model.metric.Display.PERCENT;
import static io.nocturne.model.metric.Unit.BYTES;
import static io.nocturne.model.metric.Unit.BYTES_PER_SECOND;
import static io.nocturne.model.metric.Unit.CONNECTIONS;
import static io.nocturne.model.metric.Unit.CPUS;
import static io.nocturne.model.metric.Unit.DEGREES_CELSIUS;
import static io.nocturne.model.metric.Unit.ERRORS_PER_SECOND;
import static io.nocturne.model.metric.Unit.INODES;
import static io.nocturne.model.metric.Unit.ONE;
import static io.nocturne.model.metric.Unit.OPERATIONS;
import static io.nocturne.model.metric.Unit.OPERATIONS_PER_SECOND;
import static io.nocturne.model.metric.Unit.PACKETS_PER_SECOND;
import static io.nocturne.model.metric.Unit.PROCESSES;
import static io.nocturne.model.metric.Unit.SECONDS;
import static io.nocturne.model.metric.Unit.THREADS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Every metric that Nocturne knows, one line each.
///
/// Storage, rollup, charts, the threshold editor and the API read this catalog; none of them names a metric. A metric
/// that the catalog lacks flows through all the same and is drawn as a plain number.
///
/// **Threads** - immutable.
/// **Source** - OpenTelemetry semantic conventions, "System metrics" and "Process metrics"; load averages, inodes and
/// disk time as the collector's hostmetrics receiver names them.
public final class MetricCatalog {

    public static final String CPU_MODE = "cpu.mode";
    public static final String CPU_LOGICAL_NUMBER = "cpu.logical_number";
    public static final String MEMORY_STATE = "system.memory.state";
    public static final String PAGING_STATE = "system.paging.state";
    public static final String PAGING_DIRECTION = "system.paging.direction";
    public static final String DEVICE = "system.device";
    public static final String FILESYSTEM_MOUNTPOINT = "system.filesystem.mountpoint";
    public static final String FILESYSTEM_TYPE = "system.filesystem.type";
    public static final String FILESYSTEM_STATE = "system.filesystem.state";
    public static final String DISK_DIRECTION = "disk.io.direction";
    public static final String NETWORK_INTERFACE = "network.interface.name";
    public static final String NETWORK_DIRECTION = "network.io.direction";
    public static final String NETWORK_TRANSPORT = "network.transport";
    public static final String CONNECTION_STATE = "network.connection.state";
    public static final String PROCESS_STATE = "process.state";
    public static final String PRESSURE_RESOURCE = "system.pressure.resource";
    public static final String PRESSURE_STALLED = "system.pressure.stalled";
    public static final String HARDWARE_ID = "hw.id";
    public static final String HARDWARE_NAME = "hw.name";
    public static final String PROCESS_PID = "process.pid";
    public static final String PROCESS_NAME = "process.executable.name";

    private static final Map<String, MetricDefinition> BY_NAME = index(new Lines().all());

    private MetricCatalog() {}

    /// All definitions in display order.
    public static List<MetricDefinition> all() {
        return List.copyOf(BY_NAME.values());
    }

    /// The definition of a metric, or empty for a name that this version does not know.
    public static Optional<MetricDefinition> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, MetricDefinition> index(List<MetricDefinition> definitions) {
        Map<String, MetricDefinition> byName = new LinkedHashMap<>();
        for (MetricDefinition definition : definitions) {
            if (byName.put(definition.name(), definition) != null) {
                throw new IllegalStateException("metric " + definition.name() + " stands in the catalog twice");
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    /// The lines themselves, group by group; within a group all share what the group's method fixes.
    private static final class Lines {

        private final List<MetricDefinition> lines = new ArrayList<>();
        private Group group = Group.HOST;

        List<MetricDefinition> all() {
            cpu();
            memory();
            filesystem();
            disk();
            network();
            process();
            host();
            container();
            agent();
            return lines;
        }

        private void cpu() {
            group = Group.CPU;
            gauge(
                    "system.cpu.utilization",
                    ONE,
                    PERCENT,
                    NEUTRAL,
                    "Time of all logical CPUs by mode; the modes add up to 1",
                    CPU_MODE);
            coined(
                    "system.cpu.total.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "Busy time of all logical CPUs: 1 - idle - iowait");
            coined(
                    "system.cpu.core.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "Busy time of one logical CPU: 1 - idle - iowait",
                    CPU_LOGICAL_NUMBER);
            gauge("system.cpu.logical.count", CPUS, NUMBER, NEUTRAL, "Logical CPUs that are online");
            gauge("system.cpu.load_average.1m", THREADS, NUMBER, HIGHER_IS_WORSE, "Load average over 1 minute");
            gauge("system.cpu.load_average.5m", THREADS, NUMBER, HIGHER_IS_WORSE, "Load average over 5 minutes");
            gauge("system.cpu.load_average.15m", THREADS, NUMBER, HIGHER_IS_WORSE, "Load average over 15 minutes");
        }

        private void memory() {
            group = Group.MEMORY;
            gauge("system.memory.limit", BYTES, BINARY_BYTES, NEUTRAL, "Physical memory in total");
            gauge(
                    "system.memory.usage",
                    BYTES,
                    BINARY_BYTES,
                    NEUTRAL,
                    "Physical memory by state; used is limit - free - buffers - cached (with SReclaimable)",
                    MEMORY_STATE);
            coined(
                    "system.memory.available",
                    BYTES,
                    BINARY_BYTES,
                    LOWER_IS_WORSE,
                    "Memory that programs can have without swapping");
            gauge(
                    "system.memory.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "Memory that programs cannot have: (limit - available) / limit");
            coined("system.paging.limit", BYTES, BINARY_BYTES, NEUTRAL, "Swap space in total");
            gauge("system.paging.usage", BYTES, BINARY_BYTES, NEUTRAL, "Swap space by state", PAGING_STATE);
            gauge(
                    "system.paging.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "Swap space in use; absent on a host without swap");
            rate(
                    "system.paging.operations",
                    OPERATIONS_PER_SECOND,
                    EVENT_RATE,
                    HIGHER_IS_WORSE,
                    "Pages swapped in and out",
                    PAGING_DIRECTION);
        }

        private void filesystem() {
            group = Group.FILESYSTEM;
            gauge(
                    "system.filesystem.limit",
                    BYTES,
                    DECIMAL_BYTES,
                    NEUTRAL,
                    "Size of the filesystem",
                    DEVICE,
                    FILESYSTEM_MOUNTPOINT,
                    FILESYSTEM_TYPE);
            gauge(
                    "system.filesystem.usage",
                    BYTES,
                    DECIMAL_BYTES,
                    NEUTRAL,
                    "Space by state: used, free (to everyone), reserved (to root)",
                    DEVICE,
                    FILESYSTEM_MOUNTPOINT,
                    FILESYSTEM_TYPE,
                    FILESYSTEM_STATE);
            gauge(
                    "system.filesystem.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "used / (used + free), as df prints it",
                    DEVICE,
                    FILESYSTEM_MOUNTPOINT,
                    FILESYSTEM_TYPE);
            coined(
                    "system.filesystem.inodes.usage",
                    INODES,
                    NUMBER,
                    NEUTRAL,
                    "Inodes by state",
                    DEVICE,
                    FILESYSTEM_MOUNTPOINT,
                    FILESYSTEM_TYPE,
                    FILESYSTEM_STATE);
            coined(
                    "system.filesystem.inodes.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "Inodes in use; absent where the filesystem has no fixed number",
                    DEVICE,
                    FILESYSTEM_MOUNTPOINT,
                    FILESYSTEM_TYPE);
        }

        private void disk() {
            group = Group.DISK;
            rate(
                    "system.disk.io",
                    BYTES_PER_SECOND,
                    BYTE_RATE,
                    NEUTRAL,
                    "Bytes read from and written to the device",
                    DEVICE,
                    DISK_DIRECTION);
            rate(
                    "system.disk.operations",
                    OPERATIONS_PER_SECOND,
                    EVENT_RATE,
                    NEUTRAL,
                    "Completed operations (IOPS)",
                    DEVICE,
                    DISK_DIRECTION);
            coined(
                    "system.disk.await",
                    SECONDS,
                    MILLISECONDS,
                    HIGHER_IS_WORSE,
                    "Mean time of an operation, waiting and being served; absent without operations",
                    DEVICE);
            coined(
                    "system.disk.queue_length",
                    OPERATIONS,
                    NUMBER,
                    HIGHER_IS_WORSE,
                    "Mean number of operations waiting or being served",
                    DEVICE);
            coined(
                    "system.disk.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "Share of time with at least one operation under way",
                    DEVICE);
        }

        private void network() {
            group = Group.NETWORK;
            rate(
                    "system.network.io",
                    BYTES_PER_SECOND,
                    BYTE_RATE,
                    NEUTRAL,
                    "Bytes received and transmitted",
                    NETWORK_INTERFACE,
                    NETWORK_DIRECTION);
            rate(
                    "system.network.packet.count",
                    PACKETS_PER_SECOND,
                    EVENT_RATE,
                    NEUTRAL,
                    "Packets received and transmitted",
                    NETWORK_INTERFACE,
                    NETWORK_DIRECTION);
            rate(
                    "system.network.errors",
                    ERRORS_PER_SECOND,
                    EVENT_RATE,
                    HIGHER_IS_WORSE,
                    "Packets with errors",
                    NETWORK_INTERFACE,
                    NETWORK_DIRECTION);
            rate(
                    "system.network.packet.dropped",
                    PACKETS_PER_SECOND,
                    EVENT_RATE,
                    HIGHER_IS_WORSE,
                    "Packets dropped",
                    NETWORK_INTERFACE,
                    NETWORK_DIRECTION);
            coined(
                    "system.network.bandwidth.limit",
                    BYTES_PER_SECOND,
                    BYTE_RATE,
                    NEUTRAL,
                    "Speed of the link in one direction; absent when the interface does not know it",
                    NETWORK_INTERFACE);
            coined(
                    "system.network.bandwidth.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "Bytes per second / speed of the link; absent when the speed is unknown",
                    NETWORK_INTERFACE,
                    NETWORK_DIRECTION);
            gauge(
                    "system.network.connection.count",
                    CONNECTIONS,
                    NUMBER,
                    NEUTRAL,
                    "Connections by state",
                    NETWORK_TRANSPORT,
                    CONNECTION_STATE);
        }

        private void process() {
            group = Group.PROCESS;
            ofProcess(
                    "process.cpu.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "CPU time of a process; 1 is one logical CPU",
                    PROCESS_PID,
                    PROCESS_NAME);
            ofProcess(
                    "process.memory.usage",
                    BYTES,
                    BINARY_BYTES,
                    HIGHER_IS_WORSE,
                    "Resident memory of a process",
                    PROCESS_PID,
                    PROCESS_NAME);
            gauge("system.process.count", PROCESSES, NUMBER, NEUTRAL, "Processes by state", PROCESS_STATE);
        }

        private void host() {
            group = Group.HOST;
            gauge("system.uptime", SECONDS, DURATION, NEUTRAL, "Time since the host started");
            coined(
                    "system.pressure.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "Share of time in which some (or all) tasks waited for the resource",
                    PRESSURE_RESOURCE,
                    PRESSURE_STALLED);
            gauge(
                    "hw.temperature",
                    DEGREES_CELSIUS,
                    CELSIUS,
                    HIGHER_IS_WORSE,
                    "Temperature that a sensor shows",
                    HARDWARE_ID,
                    HARDWARE_NAME);
        }

        private void container() {
            group = Group.HOST;
            coined(
                    "container.cpu.limit",
                    CPUS,
                    NUMBER,
                    NEUTRAL,
                    "CPUs that the agent's own container may use; absent without a limit");
            coined(
                    "container.cpu.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "CPU time of the agent's own container over its limit");
            coined(
                    "container.memory.limit",
                    BYTES,
                    BINARY_BYTES,
                    NEUTRAL,
                    "Memory that the agent's own container may use; absent without a limit");
            coined(
                    "container.memory.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "Memory of the agent's own container, without cache that nobody uses, over its limit");
        }

        private void agent() {
            group = Group.PROCESS;
            coined(
                    "nocturne.agent.cpu.utilization",
                    ONE,
                    PERCENT,
                    HIGHER_IS_WORSE,
                    "CPU time of the agent; 1 is one logical CPU");
            coined("nocturne.agent.memory.usage", BYTES, BINARY_BYTES, HIGHER_IS_WORSE, "Resident memory of the agent");
        }

        private void gauge(
                String name, Unit unit, Display display, Direction worse, String description, String... attributes) {
            add(name, unit, Kind.GAUGE, display, worse, Carrier.SERIES, false, description, attributes);
        }

        private void rate(
                String name, Unit unit, Display display, Direction worse, String description, String... attributes) {
            add(name, unit, Kind.RATE, display, worse, Carrier.SERIES, false, description, attributes);
        }

        private void coined(
                String name, Unit unit, Display display, Direction worse, String description, String... attributes) {
            add(name, unit, Kind.GAUGE, display, worse, Carrier.SERIES, true, description, attributes);
        }

        private void ofProcess(
                String name, Unit unit, Display display, Direction worse, String description, String... attributes) {
            add(name, unit, Kind.GAUGE, display, worse, Carrier.PROCESS_TABLE, false, description, attributes);
        }

        private void add(
                String name,
                Unit unit,
                Kind kind,
                Display display,
                Direction worse,
                Carrier carrier,
                boolean coined,
                String description,
                String... attributes) {
            lines.add(new MetricDefinition(
                    name, List.of(attributes), unit, kind, group, display, worse, carrier, coined, description));
        }
    }
}
