package io.nocturne.agent.collect.linux;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// `/proc/meminfo` of one moment.
///
/// **Unit** - bytes; the file has KiB.
/// **Absent** - [#has] says false for a field that this kernel does not print.
/// **Threads** - confined to "collect".
final class MemoryTable {

    private static final Field[] FIELDS = Field.values();
    private static final long KIB = 1024;

    private final KernelFile file;
    private final ByteScanner scanner = new ByteScanner();
    private final Map<Field, Amount> amounts = new EnumMap<>(Field.class);

    MemoryTable(Path root) {
        file = new KernelFile(root.resolve("proc/meminfo"));
        for (Field field : FIELDS) {
            amounts.put(field, new Amount(ByteScanner.ascii(field.label)));
        }
    }

    void read() throws IOException {
        for (Field field : FIELDS) {
            amount(field).present = false;
        }
        file.read(scanner);
        while (scanner.nextLine()) {
            if (scanner.nextWord()) {
                take();
            }
        }
    }

    boolean has(Field field) {
        return amount(field).present;
    }

    /// The field, 0 where it is absent: ask [#has] first where that matters.
    long bytes(Field field) {
        return has(field) ? amount(field).bytes : 0;
    }

    private void take() {
        for (Field field : FIELDS) {
            Amount amount = amount(field);
            if (scanner.wordIs(amount.label)) {
                amount.present = scanner.nextNumber();
                amount.bytes = scanner.number() * KIB;
                return;
            }
        }
    }

    private Amount amount(Field field) {
        return Objects.requireNonNull(amounts.get(field));
    }

    /// One line's value, kept from reading to reading.
    private static final class Amount {

        private final byte[] label;
        private boolean present;
        private long bytes;

        Amount(byte[] label) {
            this.label = label;
        }
    }

    /// The lines that are read, with their labels in the file.
    enum Field {
        TOTAL("MemTotal:"),
        FREE("MemFree:"),
        AVAILABLE("MemAvailable:"),
        BUFFERS("Buffers:"),
        CACHED("Cached:"),
        RECLAIMABLE("SReclaimable:"),
        SHARED("Shmem:"),
        SWAP_TOTAL("SwapTotal:"),
        SWAP_FREE("SwapFree:");

        private final String label;

        Field(String label) {
            this.label = label;
        }
    }
}
