package io.nocturne.agent.watch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Asks the kernel for the size of the terminal on standard output; costs a few microseconds.
///
/// **Absent** - a line without a size, such as a serial one, has the size that it was made with.
/// **Source** - ioctl_tty(2), TIOCGWINSZ: rows and columns are the first two words of 16 bits.
final class UnixTerminal implements Terminal {

    private static final int STANDARD_OUTPUT = 1;
    private static final long REQUEST_LINUX = 0x5413;
    private static final long REQUEST_BSD = 0x40087468;
    private static final int ANSWER_BYTES = 8;

    private final MethodHandle ioctl = ioctl();
    private final MemorySegment answer = Arena.ofAuto().allocate(ANSWER_BYTES, Long.BYTES);
    private final long request;
    private final ScreenSize otherwise;

    UnixTerminal(String system, ScreenSize otherwise) {
        this.request = system.startsWith("Linux") ? REQUEST_LINUX : REQUEST_BSD;
        this.otherwise = otherwise;
    }

    @Override
    public boolean isScreen() {
        try {
            return (int) ioctl.invokeExact(STANDARD_OUTPUT, request, answer) == 0;
        } catch (Throwable e) {
            // A method handle may throw anything by its type; a C function throws nothing.
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ScreenSize size() {
        if (!isScreen()) {
            return otherwise;
        }
        int rows = Short.toUnsignedInt(answer.get(ValueLayout.JAVA_SHORT, 0));
        int columns = Short.toUnsignedInt(answer.get(ValueLayout.JAVA_SHORT, Short.BYTES));
        return rows == 0 || columns == 0 ? otherwise : new ScreenSize(columns, rows);
    }

    @SuppressWarnings("restricted")
    private static MethodHandle ioctl() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor shape = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.ADDRESS);
        // What follows the two named parameters travels another way on some systems.
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("ioctl"), shape, Linker.Option.firstVariadicArg(2));
    }
}
