package io.nocturne.console.shell;

import static io.nocturne.console.state.ScriptedLink.START;
import static io.nocturne.console.state.ScriptedLink.host;
import static io.nocturne.console.state.ScriptedLink.stopped;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.console.fx.SharedView;
import io.nocturne.console.shell.ShellStatus.Health;
import io.nocturne.console.state.ScriptedLink;
import io.nocturne.console.text.Language;
import io.nocturne.console.text.Texts;
import io.nocturne.model.access.Role;
import io.nocturne.model.fleet.StopReason;
import io.nocturne.model.live.LiveMessage;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ShellViewModelTest {

    private final ScriptedLink link = new ScriptedLink();
    private final Texts texts = new Texts(Language.ENGLISH, ZoneId.of("Asia/Seoul"));
    private final SharedView shared = new SharedView();
    private final AtomicInteger signedOut = new AtomicInteger();
    private final ShellViewModel model =
            new ShellViewModel(link, texts, link.clock(), shared, signedOut::incrementAndGet);

    @Test
    void countsHostsByState() {
        connect();

        assertThat(status().health()).isEqualTo(Health.LIVE);
        assertThat(status().reporting()).isEqualTo("1");
        assertThat(status().stale()).isEqualTo("1");
        assertThat(status().stopped()).isEqualTo("1");
        assertThat(status().neverReported()).isEqualTo("1");
        assertThat(status().hosts()).isEqualTo("1 of 4 hosts reporting");
        assertThat(status().state()).isEqualTo("Live · data 0 s old");
        assertThat(status().rate()).isEqualTo("62.4 k samples/s");
        assertThat(status().clock()).isEqualTo("23:00:00");
        assertThat(status().zone()).isEqualTo("KST (UTC+09:00)");
    }

    @Test
    void saysWithinTwoIntervalsThatNothingIsKnown() {
        connect();
        link.breakOff();

        link.clock().move(Duration.ofMillis(4_001));
        model.refresh();

        assertThat(status().health()).isEqualTo(Health.STALE);
        assertThat(status().reporting()).isEqualTo("?");
        assertThat(status().stale()).isEqualTo("?");
        assertThat(status().hosts()).isEqualTo("? of 4 hosts reporting");
        assertThat(status().rate()).isEqualTo("? samples/s");
        assertThat(status().strip()).isEqualTo("since 23:00:00 · 4 s · retry in 0 s");
        assertThat(status().windowTitle()).isEqualTo("NO DATA since 23:00:00 · Nocturne · nocturne.test:8443");
    }

    @Test
    void isLiveAgainAtOnce() {
        connect();
        link.clock().move(Duration.ofMinutes(1));

        link.say(new LiveMessage.Heartbeat(1, link.clock().instant()));
        model.refresh();

        assertThat(status().health()).isEqualTo(Health.LIVE);
        assertThat(status().windowTitle()).isEqualTo("Nocturne · nocturne.test:8443");
    }

    @Test
    void pausesAndGoesLive() {
        connect();

        model.togglePause();
        assertThat(status().health()).isEqualTo(Health.PAUSED);
        assertThat(status().state()).isEqualTo("Paused at 23:00:00");

        model.goLive();
        assertThat(status().health()).isEqualTo(Health.LIVE);
    }

    @Test
    void staleWinsOverPaused() {
        connect();
        model.togglePause();

        link.clock().move(Duration.ofSeconds(10));
        model.refresh();

        assertThat(status().health()).isEqualTo(Health.STALE);
    }

    @Test
    void speaksKorean() {
        connect();

        texts.languageProperty().set(Language.KOREAN);
        model.refresh();

        assertThat(status().hosts()).isEqualTo("호스트 4대 중 1대 보고 중");
    }

    @Test
    void aViewerReadsOnly() {
        link.setRole(Role.VIEWER);

        assertThat(model.isReadOnly()).isTrue();
        assertThat(model.mayOpen(Role.VIEWER)).isTrue();
        assertThat(model.mayOpen(Role.ADMIN)).isFalse();
    }

    @Test
    void signsOutAndSaysSo() {
        model.signOut();

        assertThat(link.signOuts()).isOne();
        assertThat(signedOut).hasValue(1);
    }

    @Test
    void theUsersButtonHasTwoLetters() {
        assertThat(model.initials()).isEqualTo("SY");
    }

    private void connect() {
        link.setHosts(
                host("1", "a", START),
                host("2", "b", START.minusSeconds(60)),
                host("3", "c", null),
                stopped(host("4", "d", START), StopReason.HOST_SUSPEND, START));
        link.connect();
        model.refresh();
    }

    private ShellStatus status() {
        return Objects.requireNonNull(model.statusProperty().get());
    }
}
