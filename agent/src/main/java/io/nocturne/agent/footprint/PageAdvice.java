package io.nocturne.agent.footprint;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Tells the kernel which pages are not needed.
///
/// **Errors** - what the kernel refuses is left as it is.
/// **Source** - madvise(2). For a private mapping of a file without changes, MADV_PAGEOUT takes the pages out
/// of the kernel's cache too, if the files belong to the agent's user; without that the next fault would map
/// what lies around it again. MADV_DONTNEED takes them out of the process for any user, MADV_RANDOM keeps a
/// fault from reading ahead.
final class PageAdvice {

    private static final int MADV_RANDOM = 1;
    private static final int MADV_DONTNEED = 4;
    private static final int MADV_PAGEOUT = 21;

    private final MethodHandle madvise = madvise();

    /// Lets go of a range of addresses at which a file is mapped.
    void letGo(long start, long bytes) {
        try {
            int _ = (int) madvise.invokeExact(start, bytes, MADV_RANDOM);
            int _ = (int) madvise.invokeExact(start, bytes, MADV_PAGEOUT);
            int _ = (int) madvise.invokeExact(start, bytes, MADV_DONTNEED);
        } catch (Throwable e) {
            // A method handle may throw anything by its type; madvise throws nothing.
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle madvise() {
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor shape = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT);
        return linker.downcallHandle(linker.defaultLookup().findOrThrow("madvise"), shape);
    }
}
