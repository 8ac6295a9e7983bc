package io.nocturne.agent.footprint;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the mappings of this process that the kernel can read again from a file at any time.
///
/// **Shape** - kept are mappings of a file that may not be written and of which the process has changed
/// nothing: none of its pages is anonymous or dirty. What the dynamic linker relocated and then protected
/// against writing is read-only too, but has such pages and would come back unrelocated.
/// **Source** - smaps of proc_pid_smaps(5).
final class FileMappings {

    private static final int HEX = 16;

    private FileMappings() {}

    /// **Shape** - `smaps` is the text of the file.
    static List<Mapping> discardable(List<String> smaps) {
        List<Mapping> found = new ArrayList<>();
        Mapping candidate = null;
        for (String line : smaps) {
            Mapping next = header(line);
            if (next != null) {
                add(found, candidate);
                candidate = next.isReadOnlyFile() ? next : null;
            } else if (candidate != null) {
                if (line.startsWith("Rss:")) {
                    candidate = candidate.withResident(kilobytes(line));
                } else if (isChange(line) && kilobytes(line) > 0) {
                    candidate = null;
                }
            }
        }
        add(found, candidate);
        return found;
    }

    private static void add(List<Mapping> found, @Nullable Mapping candidate) {
        if (candidate != null && candidate.residentKilobytes() > 0) {
            found.add(candidate);
        }
    }

    private static boolean isChange(String line) {
        return line.startsWith("Anonymous:") || line.startsWith("Private_Dirty:") || line.startsWith("Shared_Dirty:");
    }

    /// `7f00-7f10 r-xp 00000000 08:01 123   /lib/x.so`; null for any other line.
    private static @Nullable Mapping header(String line) {
        int dash = line.indexOf('-');
        int space = line.indexOf(' ');
        if (dash <= 0 || space <= dash || line.indexOf(':') < space) {
            return null;
        }
        try {
            long start = Long.parseUnsignedLong(line, 0, dash, HEX);
            long end = Long.parseUnsignedLong(line, dash + 1, space, HEX);
            return new Mapping(start, end, line.substring(space + 1), 0);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static long kilobytes(String line) {
        int colon = line.indexOf(':');
        int unit = line.lastIndexOf(" kB");
        return unit < 0 ? 0 : Long.parseLong(line.substring(colon + 1, unit).strip());
    }

    /// A range of addresses; `description` begins with the permissions and ends with the file.
    record Mapping(long start, long end, String description, long residentKilobytes) {

        long bytes() {
            return end - start;
        }

        /// Private to the process, not writable, and of a file that still has its name.
        boolean isReadOnlyFile() {
            boolean isPrivate = description.startsWith("r--p") || description.startsWith("r-xp");
            return isPrivate && description.contains(" /") && !description.endsWith(" (deleted)");
        }

        Mapping withResident(long kilobytes) {
            return new Mapping(start, end, description, kilobytes);
        }
    }
}
