package io.nocturne.agent.collect.linux;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Asks by statvfs(3) itself, which alone tells inodes, and all numbers of one moment.
///
/// **Source** - statvfs(3); the layout of `struct statvfs` on Linux with words of 64 bits, the same in glibc and
/// musl: f_bsize, f_frsize, f_blocks, f_bfree, f_bavail, f_files, f_ffree.
/// **Threads** - confined to "collect".
final class StatvfsProbe implements SpaceProbe {

    private static final int MAX_PATH_BYTES = 4_096;
    private static final int ANSWER_BYTES = 256;

    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private final MethodHandle statvfs = statvfs();
    private final MemorySegment path = Arena.ofAuto().allocate(MAX_PATH_BYTES);
    private final MemorySegment answer = Arena.ofAuto().allocate(ANSWER_BYTES, Long.BYTES);

    /// The probe, or empty on a system without words of 64 bits.
    static Optional<SpaceProbe> find() {
        return POINTER.byteSize() == Long.BYTES ? Optional.of(new StatvfsProbe()) : Optional.empty();
    }

    @Override
    public Optional<Space> space(String mountpoint) {
        byte[] name = mountpoint.getBytes(StandardCharsets.UTF_8);
        if (name.length >= MAX_PATH_BYTES || !ask(name)) {
            return Optional.empty();
        }
        long unit = word(1);
        long blocks = word(2);
        // A filesystem without any space has nothing to say.
        return blocks <= 0
                ? Optional.empty()
                : Optional.of(new Space(blocks * unit, word(3) * unit, word(4) * unit, word(5), word(6)));
    }

    private boolean ask(byte[] name) {
        MemorySegment.copy(name, 0, path, ValueLayout.JAVA_BYTE, 0, name.length);
        path.set(ValueLayout.JAVA_BYTE, name.length, (byte) 0);
        try {
            return (int) statvfs.invokeExact(path, answer) == 0;
        } catch (Throwable e) {
            // A method handle may throw anything by its type; a C function throws nothing.
            throw new IllegalStateException(e);
        }
    }

    private long word(int index) {
        return answer.get(ValueLayout.JAVA_LONG, (long) index * Long.BYTES);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle statvfs() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor shape = FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, POINTER);
        return linker.downcallHandle(linker.defaultLookup().findOrThrow("statvfs"), shape);
    }
}
