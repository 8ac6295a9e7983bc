package io.nocturne.agent.collect.linux;

import io.nocturne.agent.collect.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a Linux host says of itself.
///
/// **Source** - `/etc/machine-id`, `/proc/sys/kernel/hostname`, os-release(5), `/proc/stat`,
/// `/proc/meminfo`.
final class LinuxInventory {

    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Z_]+)=(?:\"(.*)\"|'(.*)'|(.*))");
    private static final Pattern MACHINE_ID = Pattern.compile("[0-9a-f]{32}");
    private static final int MAX_TEXT = 200;

    private final Path root;

    LinuxInventory(Path root) {
        this.root = root;
    }

    Inventory read() {
        Map<String, String> release = release();
        return new Inventory(
                text("etc/machine-id")
                        .or(() -> text("var/lib/dbus/machine-id"))
                        .filter(id -> MACHINE_ID.matcher(id).matches())
                        .orElse(null),
                text("proc/sys/kernel/hostname").orElse(null),
                release.get("NAME"),
                release.get("VERSION_ID"),
                System.getProperty("os.arch"),
                logicalCpus().orElse(null),
                memoryBytes().orElse(null));
    }

    private Map<String, String> release() {
        Map<String, String> values = new HashMap<>();
        String text =
                text("etc/os-release").or(() -> text("usr/lib/os-release")).orElse("");
        text.lines().forEach(line -> {
            Matcher matcher = ASSIGNMENT.matcher(line.strip());
            if (matcher.matches()) {
                for (int group = 2; group <= 4; group++) {
                    if (matcher.group(group) != null) {
                        values.put(matcher.group(1), bounded(matcher.group(group)));
                    }
                }
            }
        });
        return values;
    }

    private Optional<Integer> logicalCpus() {
        int cpus = (int) text("proc/stat")
                .orElse("")
                .lines()
                .filter(line -> line.matches("cpu\\d+ .*"))
                .count();
        return cpus > 0 ? Optional.of(cpus) : Optional.empty();
    }

    private Optional<Long> memoryBytes() {
        MemoryTable table = new MemoryTable(root);
        try {
            table.read();
        } catch (IOException e) {
            return Optional.empty();
        }
        return table.has(MemoryTable.Field.TOTAL)
                ? Optional.of(table.bytes(MemoryTable.Field.TOTAL))
                : Optional.empty();
    }

    private Optional<String> text(String path) {
        try {
            String text = Files.readString(root.resolve(path)).strip();
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String bounded(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}
