package io.nocturne.console.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {

    @ParameterizedTest
    @CsvSource({
        "https://Nocturne.example:9443, nocturne.example, 9443",
        "https://localhost/, localhost, 8443",
        "ops.example, ops.example, 8443",
        "10.0.0.7:443, 10.0.0.7, 443",
        "https://[::1]:8443, ::1, 8443"
    })
    void readsWhatPeopleWrite(String text, String host, int port) {
        assertThat(ServerAddress.parse(text)).isEqualTo(new ServerAddress(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8080", "https://a/b", "", "https://", "a b", "https://a:99999"})
    void refusesWhatIsNoAddress(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerAddress.parse(text));
    }

    @Test
    void writesIpv6InBrackets() {
        assertThat(new ServerAddress("::1", 8443).url()).isEqualTo("https://[::1]:8443");
    }

    @Test
    void knowsLoopbackWithoutAskingDns() {
        assertThat(ServerAddress.parse("https://127.0.0.1").isLoopback()).isTrue();
        assertThat(ServerAddress.parse("https://localhost.example").isLoopback())
                .isFalse();
    }
}
