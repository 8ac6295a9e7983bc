package io.nocturne.agent.footprint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets go of the pages of program files that only the start needed.
///
/// Starting a Java program touches most of the virtual machine and of the class archive once; what runs every
/// few seconds afterwards touches a small part. Those pages are clean copies of files. Letting go of them
/// takes them out of the resident set; the ones that are still needed are read again when they are touched.
/// Files that another process has mapped stay in the kernel's cache.
///
/// **Shape** - each half second at first, so that a start never holds all those pages together, on a busy host
/// neither; then after three times as long as before, at last every [#LONGEST], because what is let go too often is
/// read again too often.
/// **Absent** - on other systems than Linux, and where the kernel refuses: then nothing happens.
/// **Threads** - [#run()] is the thread "footprint"; it ends only with the process.
/// **Source** - docs/decisions/0011 has the figures.
public final class Footprint implements Runnable {

    static final Duration FIRST = Duration.ofMillis(500);
    static final int EARLY_ROUNDS = 4;
    static final Duration LONGEST = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(Footprint.class);

    private final Path smaps;
    private final Consumer<Duration> pause;

    /// **Shape** - `pause` waits on the calling thread.
    public Footprint(Consumer<Duration> pause) {
        this(Path.of("/proc/self/smaps"), pause);
    }

    Footprint(Path smaps, Consumer<Duration> pause) {
        this.smaps = smaps;
        this.pause = pause;
    }

    @Override
    public void run() {
        int rounds = 0;
        Duration wait = FIRST;
        do {
            pause.accept(wait);
            rounds++;
            Duration longer = rounds < EARLY_ROUNDS ? FIRST : wait.multipliedBy(3);
            wait = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
        } while (letGo() >= 0);
    }

    /// Lets go now and returns how many kilobytes were resident in what it let go of; -1 when that is not
    /// possible here.
    public long letGo() {
        try {
            List<FileMappings.Mapping> mappings = FileMappings.discardable(Files.readAllLines(smaps));
            PageAdvice advice = new PageAdvice();
            long kilobytes = 0;
            for (FileMappings.Mapping mapping : mappings) {
                advice.letGo(mapping.start(), mapping.bytes());
                kilobytes += mapping.residentKilobytes();
            }
            log.debug("let go of {} kB in {} mappings", kilobytes, mappings.size());
            return kilobytes;
        } catch (IOException | RuntimeException e) {
            log.debug("program files stay resident: {}", e.toString());
            return -1;
        }
    }
}
