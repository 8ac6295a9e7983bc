package io.nocturne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.server.FakeClock;
import io.nocturne.server.notify.store.Contents;
import io.nocturne.server.platform.config.DatabaseKind;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/// What is signed and what is encrypted.
class AckLinksTest {

    private final FakeClock clock = new FakeClock(Instant.parse("2026-11-02T10:30:00Z"));
    private final AckLinks links = links((byte) 1);

    @Test
    void aLinkPermitsOneAcknowledgementForADay() {
        String token = links.token("alert-1", "receiver-1", "notice-1", clock.instant());
        AckLinks.Claims claims = links.read(token).orElseThrow();
        assertThat(claims.alertId()).isEqualTo("alert-1");
        assertThat(claims.receiverId()).isEqualTo("receiver-1");

        assertThat(links.use(claims)).isTrue();
        assertThat(links.use(claims)).isFalse();
        assertThat(links.read(token)).isEmpty();
    }

    @Test
    void aLinkIsOverAfterADay() {
        String token = links.token("alert-1", "receiver-1", "notice-1", clock.instant());
        clock.advance(Duration.ofHours(23));
        assertThat(links.read(token)).isPresent();
        clock.advance(Duration.ofHours(1));
        assertThat(links.read(token)).isEmpty();
    }

    @Test
    void aLinkThatIsOnlyShownIsAsLongAndPermitsNothing() {
        String link = links.url("alert-1", "receiver-1", "notice-1", clock.instant());
        String shown = links.shownUrl("alert-1", "receiver-1", "notice-1", clock.instant());

        assertThat(shown).hasSameSizeAs(link).isNotEqualTo(link);
        assertThat(links.read(shown.substring(shown.lastIndexOf('/') + 1))).isEmpty();
    }

    @Test
    void anAttemptThatIsMadeAgainHasTheSameLink() {
        String token = links.token("alert-1", "receiver-1", "notice-1", clock.instant());
        clock.advance(Duration.ofMinutes(5));
        assertThat(links.token("alert-1", "receiver-1", "notice-1", clock.instant()))
                .isEqualTo(token);
        assertThat(links.token("alert-1", "receiver-1", "notice-2", clock.instant()))
                .isNotEqualTo(token);
    }

    @Test
    void whatIsChangedOrOfAnotherKeyPermitsNothing() {
        String token = links.token("alert-1", "receiver-1", "notice-1", clock.instant());
        String[] parts = token.split("\\.", 2);
        String claims = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
        String other = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(claims.replace("alert-1", "alert-2").getBytes(StandardCharsets.UTF_8));

        assertThat(links.read(other + "." + parts[1])).isEmpty();
        assertThat(links((byte) 2).read(token)).isEmpty();
        assertThat(links.read("")).isEmpty();
        assertThat(links.read(".")).isEmpty();
        assertThat(links.read("%%.%%")).isEmpty();
        assertThat(links.read("x".repeat(AckLinks.MAX_TOKEN + 1))).isEmpty();
    }

    @Test
    void settingsAreReadableWithTheirKeyAndReceiverOnly() {
        SettingsCipher cipher = cipher((byte) 1);
        byte[] locked = cipher.lock("r1", Map.of("webhook", "https://hooks.example/secret"));

        assertThat(new String(locked, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(cipher.open("r1", locked)).contains(Map.of("webhook", "https://hooks.example/secret"));
        assertThat(cipher.open("r2", locked)).isEmpty();
        assertThat(cipher((byte) 2).open("r1", locked)).isEmpty();
        assertThat(cipher.open("r1", new byte[3])).isEmpty();
    }

    private static SettingsCipher cipher(byte first) {
        byte[] key = new byte[32];
        key[0] = first;
        return new SettingsCipher(new SecretKeySpec(key, "AES"), new SecureRandom(), new Contents());
    }

    private AckLinks links(byte first) {
        byte[] key = new byte[32];
        key[0] = first;
        return new AckLinks(
                new SecretKeySpec(key, "HmacSHA256"),
                NotifyTables.open(DatabaseKind.H2).receivers(),
                () -> "https://nocturne.example:8443",
                clock);
    }
}
