package io.nocturne.agent.collect.linux;

import java.io.File;
import java.util.Optional;

/// Asks by [File], which makes one statvfs(3) call for each number and, unlike a file store, does not read
/// the mount table first.
final class FileSpaceProbe implements SpaceProbe {

    @Override
    public Optional<Space> space(String mountpoint) {
        File place = new File(mountpoint);
        long total = place.getTotalSpace();
        // 0 is how File says that it could not ask; a filesystem without any space says nothing either.
        return total == 0
                ? Optional.empty()
                : Optional.of(new Space(total, place.getFreeSpace(), place.getUsableSpace()));
    }
}
