package io.nocturne.agent.collect.linux;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads mountinfo lines.
///
/// **Shape** - `36 35 98:0 /subtree /mountpoint options… - type device superblock-options`, with blanks,
/// tabs, line feeds and backslashes in names as octal escapes: `/mnt/my\040disk`.
/// **Errors** - a line that is not of this shape is left out.
final class MountTable {

    private static final byte[] SEPARATOR = ByteScanner.ascii("-");
    private static final int OCTAL_DIGITS = 3;

    private MountTable() {}

    /// All mounts in the kernel's order, a later one over an earlier one.
    static List<Mount> parse(ByteScanner scanner) {
        List<Mount> mounts = new ArrayList<>();
        while (scanner.nextLine()) {
            line(scanner).ifPresent(mounts::add);
        }
        return mounts;
    }

    private static Optional<Mount> line(ByteScanner scanner) {
        // Behind the mount's own and its parent's number.
        if (!scanner.skipWords(2) || !scanner.nextWord()) {
            return Optional.empty();
        }
        String filesystemId = scanner.word();
        String subtree = nextText(scanner);
        String mountpoint = nextText(scanner);
        // Mount options and any number of optional fields end at a lone dash.
        do {
            if (!scanner.nextWord()) {
                return Optional.empty();
            }
        } while (!scanner.wordIs(SEPARATOR));
        String type = nextText(scanner);
        String device = nextText(scanner);
        return type.isEmpty()
                ? Optional.empty()
                : Optional.of(new Mount(filesystemId, subtree, mountpoint, type, device));
    }

    private static String nextText(ByteScanner scanner) {
        return scanner.nextWord() ? unescape(scanner.word()) : "";
    }

    /// An escape stands for one byte, not for one character: a name in UTF-8 may be escaped in the middle.
    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(raw.length);
        for (int i = 0; i < raw.length; i++) {
            if (isEscape(raw, i)) {
                plain.write(Integer.parseInt(new String(raw, i + 1, OCTAL_DIGITS, StandardCharsets.US_ASCII), 8));
                i += OCTAL_DIGITS;
            } else {
                plain.write(raw[i]);
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    private static boolean isEscape(byte[] raw, int at) {
        if (raw[at] != '\\' || at + OCTAL_DIGITS >= raw.length) {
            return false;
        }
        for (int i = 1; i <= OCTAL_DIGITS; i++) {
            if (raw[at + i] < '0' || raw[at + i] > '7') {
                return false;
            }
        }
        return true;
    }
}
