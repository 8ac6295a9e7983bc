package io.nocturne.console.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.net.LinkFault;
import io.nocturne.console.net.ServerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreferenceStoreTest {

    private static final ServerAddress SERVER = new ServerAddress("localhost", 8443);

    @TempDir
    Path folder;

    @Test
    void remembersOverARestart() {
        store().change(now -> now.withLanguage("ko")
                .withTheme("light")
                .withServer(SERVER, server -> server.withUser("s.yoon").failed(Instant.EPOCH, LinkFault.REFUSED)));

        Preferences again = store().current();

        assertThat(again.language()).isEqualTo("ko");
        assertThat(again.theme()).isEqualTo("light");
        assertThat(again.find(SERVER)).hasValueSatisfying(server -> {
            assertThat(server.user()).isEqualTo("s.yoon");
            assertThat(server.fault()).isEqualTo(LinkFault.REFUSED);
        });
    }

    @Test
    void aDamagedFileCostsTheMemoryOnly() throws IOException {
        Files.writeString(folder.resolve("preferences.json"), "{damaged");

        assertThat(store().current()).isEqualTo(Preferences.NONE);
    }

    private PreferenceStore store() {
        return new PreferenceStore(folder.resolve("preferences.json"));
    }
}
