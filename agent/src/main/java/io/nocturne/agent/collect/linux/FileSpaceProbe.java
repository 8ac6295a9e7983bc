package io.nocturne.agent.collect.linux;

import java.io.File;
import java.util.Optional;

/// Asks by [File], where statvfs(3) itself cannot be called: no inodes, but unlike a file store it does not read
/// the mount table first.
final class FileSpaceProbe implements SpaceProbe {

    @Override
    public Optional<Space> space(String mountpoint) {
        File place = new File(mountpoint);
        long total = place.getTotalSpace();
        // 0 is how File says that it could not ask; a filesystem without any space says nothing either.
        return total == 0
                ? Optional.empty()
                : Optional.of(new Space(total, place.getFreeSpace(), place.getUsableSpace(), 0, 0));
    }
}
