package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Collector;
import io.nocturne.agent.collect.DeviceFilter;
import io.nocturne.agent.collect.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The space of the mounted filesystems.
///
/// **Shape** - the mount table is parsed only when its bytes differ from the round before.
/// **Source** - `/proc/self/mountinfo`, and statvfs(3) for the space.
final class FilesystemCollector implements Collector {

    private final KernelFile file;
    private final ByteScanner scanner = new ByteScanner();
    private final SpaceProbe probe;
    private final DeviceFilter filter;
    private byte[] lastTable = new byte[0];
    private List<FilesystemSeries> filesystems = List.of();
    private List<Series> series = List.of();

    FilesystemCollector(Path root, SpaceProbe probe, DeviceFilter filter) {
        this.filter = filter;
        file = new KernelFile(root.resolve("proc/self/mountinfo"));
        this.probe = probe;
    }

    @Override
    public String name() {
        return "filesystem";
    }

    @Override
    public List<Series> series() {
        return series;
    }

    @Override
    public void collect() throws IOException {
        file.read(scanner);
        if (!scanner.isSameAs(lastTable)) {
            lastTable = scanner.copy();
            list(RealFilesystems.of(MountTable.parse(scanner), filter));
        }
        for (int i = 0; i < filesystems.size(); i++) {
            filesystems.get(i).read(probe);
        }
    }

    /// Another table often has the same filesystems in it (a container came): then the layout stays.
    private void list(List<Mount> mounts) {
        List<Mount> before = filesystems.stream().map(FilesystemSeries::mount).toList();
        if (mounts.equals(before)) {
            return;
        }
        List<FilesystemSeries> listed = new ArrayList<>();
        for (Mount mount : mounts) {
            listed.add(new FilesystemSeries(mount));
        }
        filesystems = listed;
        series = listed.stream().flatMap(own -> own.series().stream()).toList();
    }
}
