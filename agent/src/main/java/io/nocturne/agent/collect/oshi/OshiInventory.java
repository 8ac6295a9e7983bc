package io.nocturne.agent.collect.oshi;

import io.nocturne.agent.collect.Inventory;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.software.os.OperatingSystem;
import oshi.util.Constants;

/// What a host says of itself through OSHI.
///
/// **Absent** - what OSHI calls "unknown", what fails, and a machine id that a careless maker gave to all his
/// boards.
/// **Source** - the machine id is the hardware's UUID: SMBIOS on Windows, IOPlatformUUID on macOS.
final class OshiInventory {

    private static final Logger log = LoggerFactory.getLogger(OshiInventory.class);
    private static final int MAX_TEXT = 200;

    private final Supplier<HardwareAbstractionLayer> hardware;
    private final Supplier<OperatingSystem> system;

    OshiInventory(Supplier<HardwareAbstractionLayer> hardware, Supplier<OperatingSystem> system) {
        this.hardware = hardware;
        this.system = system;
    }

    Inventory read() {
        return new Inventory(
                machineId(ask(() -> hardware.get().getComputerSystem().getHardwareUUID())),
                text(ask(() -> system.get().getNetworkParams().getHostName())),
                text(ask(() -> system.get().getFamily())),
                text(ask(() -> system.get().getVersionInfo().getVersion())),
                System.getProperty("os.arch"),
                positive(ask(() -> hardware.get().getProcessor().getLogicalProcessorCount())),
                positive(ask(() -> hardware.get().getMemory().getTotal())));
    }

    /// One answer, or null where OSHI has none.
    private static <T> @Nullable T ask(Supplier<@Nullable T> question) {
        try {
            return question.get();
        } catch (RuntimeException | LinkageError e) {
            log.debug("a part of the inventory cannot be read", e);
            return null;
        }
    }

    /// The id in lower case, unless it is one that many machines share.
    static @Nullable String machineId(@Nullable String uuid) {
        return Optional.ofNullable(text(uuid))
                .map(id -> id.toLowerCase(Locale.ROOT))
                .filter(id -> id.replace("-", "").chars().distinct().count() > 1)
                .filter(id -> !id.equals("03000200-0400-0500-0006-000700080009"))
                .orElse(null);
    }

    static @Nullable String text(@Nullable String text) {
        if (text == null || text.isBlank() || text.strip().equalsIgnoreCase(Constants.UNKNOWN)) {
            return null;
        }
        String stripped = text.strip();
        return stripped.length() <= MAX_TEXT ? stripped : stripped.substring(0, MAX_TEXT);
    }

    private static @Nullable Integer positive(@Nullable Integer number) {
        return number != null && number > 0 ? number : null;
    }

    private static @Nullable Long positive(@Nullable Long number) {
        return number != null && number > 0 ? number : null;
    }
}
