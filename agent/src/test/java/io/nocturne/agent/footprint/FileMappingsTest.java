package io.nocturne.agent.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FileMappingsTest {

    private static final String TEXT = """
            7f00-7f10 r-xp 00001000 08:01 42                 /usr/lib/libjvm.so
            Size:                 64 kB
            Rss:                  48 kB
            Private_Clean:        48 kB
            Private_Dirty:         0 kB
            Anonymous:             0 kB
            VmFlags: rd ex mr mw me
            """;

    @Test
    void readOnlyPagesOfAFileThatNobodyChangedCanGo() {
        assertThat(FileMappings.discardable(TEXT.lines().toList()))
                .singleElement()
                .satisfies(mapping -> {
                    assertThat(mapping.start()).isEqualTo(0x7f00);
                    assertThat(mapping.bytes()).isEqualTo(0x10);
                    assertThat(mapping.residentKilobytes()).isEqualTo(48);
                });
    }

    @Test
    void addressesAboveTheSignBitAreRead() {
        String text = TEXT.replace("7f00-7f10", "ffffffffff600000-ffffffffff601000");

        assertThat(FileMappings.discardable(text.lines().toList()))
                .singleElement()
                .satisfies(mapping -> assertThat(mapping.bytes()).isEqualTo(0x1000));
    }

    @Test
    void nothingElseMayGo() {
        List<String> others = List.of(
                // Relocated by the dynamic linker, then protected: its pages are not what the file says.
                TEXT.replace("r-xp", "r--p").replace("Anonymous:             0", "Anonymous:             4"),
                TEXT.replace("Private_Dirty:         0", "Private_Dirty:         8"),
                TEXT.replace("r-xp", "rw-p"),
                TEXT.replace("r-xp", "r--s"),
                TEXT.replace("/usr/lib/libjvm.so", "/usr/lib/libjvm.so (deleted)"),
                TEXT.replace("/usr/lib/libjvm.so", "[vdso]"),
                TEXT.replace("Rss:                  48", "Rss:                   0"),
                "",
                "garbage\n-\n: :\n");

        assertThat(others)
                .allSatisfy(
                        text -> assertThat(FileMappings.discardable(text.lines().toList()))
                                .isEmpty());
    }

    @Test
    void eachMappingIsJudgedByItself() {
        String text = TEXT + TEXT.replace("r-xp", "rw-p") + TEXT.replace("7f00-7f10", "8f00-8f20");

        assertThat(FileMappings.discardable(text.lines().toList()))
                .extracting(FileMappings.Mapping::start)
                .containsExactly(0x7f00L, 0x8f00L);
    }
}
