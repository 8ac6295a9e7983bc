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

/// The system calls for which Java has none as cheap: reading a small file without making an object, and
/// statvfs, which alone tells inodes.
///
/// **Unit** - results as the C library gives them; -1 is a failure, for whatever reason.
/// **Source** - open(2), read(2), close(2), statvfs(3); the layout of `struct statvfs` on Linux with words of
/// 64 bits, the same in glibc and musl.
/// **Threads** - confined to "collect".
final class Posix {

    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;
    private static final int MAX_PATH_BYTES = 4_096;
    private static final int STATVFS_BYTES = 256;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    private final MethodHandle open;
    private final MethodHandle read;
    private final MethodHandle close;
    private final MethodHandle statvfs;
    private final MemorySegment path = Arena.ofAuto().allocate(MAX_PATH_BYTES);
    private final MemorySegment buffer = Arena.ofAuto().allocate(MAX_PATH_BYTES);

    private Posix(Linker linker) {
        open = handle(linker, "open", FunctionDescriptor.of(INT, POINTER, INT), Linker.Option.firstVariadicArg(2));
        read = handle(linker, "read", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
        close = handle(linker, "close", FunctionDescriptor.of(INT, INT));
        statvfs = handle(linker, "statvfs", FunctionDescriptor.of(INT, POINTER, POINTER));
    }

    /// The calls, or empty on a system without words of 64 bits.
    static Optional<Posix> find() {
        return POINTER.byteSize() == Long.BYTES ? Optional.of(new Posix(Linker.nativeLinker())) : Optional.empty();
    }

    /// Reads the start of a file into `target` and says how many bytes; -1 when it cannot be read.
    ///
    /// **Shape** - at most 4096 bytes. `file` ends with a 0.
    int read(byte[] file, byte[] target) {
        MemorySegment.copy(file, 0, path, ValueLayout.JAVA_BYTE, 0, file.length);
        try {
            int descriptor = (int) open.invokeExact(path, READ_ONLY_CLOSE_ON_EXEC);
            if (descriptor < 0) {
                return -1;
            }
            long limit = Math.min(target.length, buffer.byteSize());
            int count = (int) (long) read.invokeExact(descriptor, buffer, limit);
            int _ = (int) close.invokeExact(descriptor);
            if (count > 0) {
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, target, 0, count);
            }
            return count;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /// The space of what is mounted at a path; empty when the kernel refuses.
    Optional<SpaceProbe.Space> space(String mountpoint) {
        byte[] name = mountpoint.getBytes(StandardCharsets.UTF_8);
        if (name.length >= MAX_PATH_BYTES) {
            return Optional.empty();
        }
        MemorySegment.copy(name, 0, path, ValueLayout.JAVA_BYTE, 0, name.length);
        path.set(ValueLayout.JAVA_BYTE, name.length, (byte) 0);
        MemorySegment answer = buffer.asSlice(0, STATVFS_BYTES);
        try {
            if ((int) statvfs.invokeExact(path, answer) != 0) {
                return Optional.empty();
            }
        } catch (Throwable e) {
            throw unexpected(e);
        }
        long unit = word(answer, 1);
        long blocks = word(answer, 2);
        // A filesystem without any space has nothing to say.
        return blocks <= 0
                ? Optional.empty()
                : Optional.of(new SpaceProbe.Space(
                        blocks * unit,
                        word(answer, 3) * unit,
                        word(answer, 4) * unit,
                        word(answer, 5),
                        word(answer, 6)));
    }

    private static long word(MemorySegment segment, int index) {
        return segment.get(LONG, (long) index * Long.BYTES);
    }

    private static IllegalStateException unexpected(Throwable e) {
        // A method handle may throw anything by its type; a C function throws nothing.
        return new IllegalStateException(e);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle handle(Linker linker, String name, FunctionDescriptor shape, Linker.Option... options) {
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), shape, options);
    }
}
