package io.nocturne.agent.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FootprintTest {

    @TempDir
    private Path folder;

    private final List<Duration> waits = new ArrayList<>();

    /// The very process that runs the tests lets go of its own program, and goes on.
    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessThatLetsGoOfItsProgramGoesOn() {
        assertThat(new Footprint(waits::add).letGo()).isPositive();
    }

    @Test
    void itEndsWhereMappingsCannotBeRead() {
        Path missing = folder.resolve("smaps");

        new Footprint(missing, waits::add).run();

        assertThat(waits).containsExactly(Footprint.FIRST);
    }

    @Test
    void theWaitsGrowUpToTheLongest() throws Exception {
        Path smaps = Files.createFile(folder.resolve("smaps"));

        new Footprint(smaps, wait -> {
                    waits.add(wait);
                    if (waits.size() == 20) {
                        smaps.toFile().delete();
                    }
                })
                .run();

        assertThat(waits.subList(Footprint.EARLY_ROUNDS - 1, Footprint.EARLY_ROUNDS + 2))
                .containsExactly(Duration.ofMillis(500), Duration.ofMillis(1_500), Duration.ofMillis(4_500));
        assertThat(waits.getLast()).isEqualTo(Footprint.LONGEST);
    }
}
