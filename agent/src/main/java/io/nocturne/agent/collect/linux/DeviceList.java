package io.nocturne.agent.collect.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The devices that a kernel file lists, matched line by line with those of the round before.
///
/// **Shape** - in the kernel's order. As long as the file lists the same names in the same order, nothing is
/// allocated; a device that comes, goes or moves makes another list, and a device that comes back starts
/// anew.
/// **Threads** - confined to "collect".
///
/// @param <D> what is remembered of a device that is reported
final class DeviceList<D> {

    private final Function<String, Optional<D>> admission;
    private List<Entry<D>> known = new ArrayList<>();
    private List<Entry<D>> moved = new ArrayList<>();
    private boolean isMoved;
    private int cursor;

    /// **Shape** - `admission` is asked once for each new name; empty means that the device is not reported.
    DeviceList(Function<String, Optional<D>> admission) {
        this.admission = admission;
    }

    /// Starts a round.
    void begin() {
        cursor = 0;
        isMoved = false;
    }

    /// The device that the scanner's word names, or null for one that is not reported.
    @Nullable
    D match(ByteScanner scanner) {
        if (!isMoved && cursor < known.size() && scanner.wordIs(known.get(cursor).name)) {
            return known.get(cursor++).device;
        }
        moveOn();
        if (isListed(scanner)) {
            return null;
        }
        Entry<D> entry = find(scanner);
        moved.add(entry);
        return entry.device;
    }

    /// Ends a round and says whether the list is another one than before.
    boolean end() {
        if (!isMoved && cursor < known.size()) {
            moveOn();
        }
        if (isMoved) {
            known = moved;
        }
        return isMoved;
    }

    /// The devices that are reported.
    List<D> devices() {
        List<D> devices = new ArrayList<>();
        for (Entry<D> entry : known) {
            if (entry.device != null) {
                devices.add(entry.device);
            }
        }
        return devices;
    }

    /// Starts the new list with what was as before up to here.
    private void moveOn() {
        if (!isMoved) {
            moved = new ArrayList<>(known.subList(0, cursor));
            isMoved = true;
        }
    }

    /// A file that was cut in the middle of a name can name a device twice; no two series may have one key.
    private boolean isListed(ByteScanner scanner) {
        for (Entry<D> earlier : moved) {
            if (scanner.wordIs(earlier.name)) {
                return true;
            }
        }
        return false;
    }

    private Entry<D> find(ByteScanner scanner) {
        for (Entry<D> candidate : known) {
            if (scanner.wordIs(candidate.name)) {
                return candidate;
            }
        }
        String name = scanner.word();
        return new Entry<>(
                name.getBytes(StandardCharsets.UTF_8), admission.apply(name).orElse(null));
    }

    private static final class Entry<D> {

        private final byte[] name;
        private final @Nullable D device;

        Entry(byte[] name, @Nullable D device) {
            this.name = name;
            this.device = device;
        }
    }
}
