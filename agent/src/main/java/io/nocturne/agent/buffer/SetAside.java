package io.nocturne.agent.buffer;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Files of the ring that cannot be used: they get another name, so that everything else goes on and an
/// operator can look at them.
///
/// **Shape** - the [#MOST] of the highest names are kept.
/// **Errors** - a file that cannot be renamed stays where it is, which the log says; the next start tries it again.
/// **Threads** - stateless; guarded by the buffer's lock.
final class SetAside {

    static final String SUFFIX = ".unreadable";
    static final int MOST = 8;

    private static final Logger log = LoggerFactory.getLogger(SetAside.class);

    private SetAside() {}

    static void file(Path path, String loss, IOException cause) {
        Path aside = path.resolveSibling(path.getFileName() + SUFFIX);
        log.warn("{} cannot be read ({}): {}; it is renamed to {}", path, cause.toString(), loss, aside.getFileName());
        try {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
            trim(path.resolveSibling("."));
        } catch (IOException e) {
            log.warn("{} cannot be renamed: {}", path, e.toString());
        }
    }

    private static void trim(Path folder) throws IOException {
        List<Path> all = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            found.forEach(all::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        all.sort(null);
        for (Path old : all.subList(0, Math.max(all.size() - MOST, 0))) {
            Files.deleteIfExists(old);
        }
    }
}
