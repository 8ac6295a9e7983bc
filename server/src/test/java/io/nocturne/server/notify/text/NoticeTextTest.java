package io.nocturne.server.notify.text;

import static io.nocturne.server.notify.channel.TestNotices.notice;
import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.EndReason;
import io.nocturne.server.notify.channel.Address;
import io.nocturne.server.notify.channel.Notice;
import io.nocturne.server.notify.channel.TestNotices;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class NoticeTextTest {

    private static NoticeText text(TestNotices notice) {
        return NoticeText.of(notice.build(), new Address("r", Map.of(), Map.of()));
    }

    @Test
    void theTellingComesFirst() {
        assertThat(text(notice()).summary())
                .isEqualTo("Critical: web-01 · Filesystem usage /data 96.4 % (threshold 90 %)");
        assertThat(text(notice().korean()).summary())
                .isEqualTo("심각: web-01 · Filesystem usage /data 96.4 % (임계값 90 %)");
        assertThat(text(notice()).lines())
                .containsExactly("web-01 · Filesystem usage /data: 96.4 % (threshold 90 %), since 13:52:10");
    }

    @ParameterizedTest
    @CsvSource({
        "FIRING, Critical, 심각",
        "ESCALATED, 'Worse, now critical', 악화: 심각",
        "REPEATED, Still critical, 계속 심각",
        "RESOLVED, Resolved, 해소",
        "FLAPPING, Comes and goes, 반복 변동",
        "UNKNOWN, Unknown, 상태 모름",
        "REOPENED, 'Open again, critical', 다시 열림: 심각",
        "CHANGED, 'Changed, critical', 변경: 심각",
        "TEST, Test, 시험",
    })
    void eachKindHasItsWord(Notice.Kind kind, String english, String korean) {
        assertThat(text(notice().kind(kind)).state()).isEqualTo(english);
        assertThat(text(notice().kind(kind).korean()).state()).isEqualTo(korean);
    }

    @Test
    void aRepeatSaysHowLongAndWhatTheValueIsNow() {
        TestNotices repeat = notice().kind(Notice.Kind.REPEATED).repeat(TestNotices.NOW.minus(Duration.ofHours(3)), 4);

        assertThat(text(repeat).notes()).containsExactly("still, 3 h, notice no. 4, value now 96.4 %");
        assertThat(text(repeat.korean()).notes()).containsExactly("계속됨, 3시간, 알림 4회째, 현재 값 96.4 %");
    }

    @Test
    void saysWhatIsHeldBackBehindWhat() {
        TestNotices router = notice().alerts(TestNotices.silent("router-1", "noWord"))
                .suppressed(50)
                .late();

        assertThat(text(router).notes())
                .containsExactly("and 50 more held back behind router-1", "(sent late: the link was down)");
        assertThat(text(router).lines())
                .containsExactly("router-1 · Host silent: the host fell silent without a word, since 13:52:10");
    }

    @ParameterizedTest
    @CsvSource({
        "agentStopped, the agent was stopped, 에이전트 중지됨",
        "hostShutdown, the host was shut down, 호스트 종료됨",
        "hostSuspended, the host was suspended, 호스트 절전 상태",
        "noWord, the host fell silent without a word, 아무 신호 없이 보고 중단",
    })
    void eachCauseOfSilenceHasWords(String detail, String english, String korean) {
        TestNotices silent = notice().alerts(TestNotices.silent("web-01", detail));

        assertThat(text(silent).lines().getFirst()).contains(english);
        assertThat(text(silent.korean()).lines().getFirst()).contains(korean);
    }

    @Test
    void whatIsOverSaysHowLongItLasted() {
        assertThat(text(notice().resolved()).lines().getFirst()).endsWith(", after 11 m 17 s");
        assertThat(text(notice().resolved().korean()).lines().getFirst()).endsWith(", 지속 시간 11분 17초");
    }

    @Test
    void anEndThatIsNoResolveSaysWhy() {
        TestNotices ended = notice().kind(Notice.Kind.RESOLVED).alerts(TestNotices.ended(EndReason.RULE_CHANGED));

        assertThat(text(ended).lines().getFirst()).contains("ended by a rule change of kim");
    }

    @ParameterizedTest
    @EnumSource(EndReason.class)
    void eachReasonHasWords(EndReason reason) {
        assertThat(text(notice()).state(TestNotices.ended(reason))).startsWith("ended");
    }

    @Test
    void severalAreCounted() {
        TestNotices hosts = notice().alerts(
                        TestNotices.filesystem("a", "/", AlertStatus.FIRING),
                        TestNotices.filesystem("b", "/", AlertStatus.FIRING));
        TestNotices mounts = notice().alerts(
                        TestNotices.filesystem("a", "/", AlertStatus.FIRING),
                        TestNotices.filesystem("a", "/data", AlertStatus.FIRING));

        assertThat(text(hosts.omitted(12)).subject()).isEqualTo("Filesystem usage · 14 hosts");
        assertThat(text(mounts).subject()).isEqualTo("a · 2 alerts");
        assertThat(text(mounts.korean()).subject()).isEqualTo("a · 경보 2건");
    }

    @Test
    void aDrillIsMarkedEverywhere() {
        assertThat(text(notice().drill()).title()).startsWith("DRILL Critical: ");
        assertThat(text(notice().drill().korean()).title()).startsWith("훈련 심각: ");
        assertThat(text(notice().drill()).notes()).contains("This is a drill. Nothing is wrong.");
    }

    @Test
    void theReceiversOwnWordsCount() {
        Address own = new Address(
                "r",
                Map.of(
                        "titleTemplate", "{{severity}} @ {{host}}",
                        "bodyTemplate",
                                "{{tag.role}} {{attribute.system.filesystem.mountpoint}} {{value}}/{{threshold}}"),
                Map.of());
        NoticeText text = NoticeText.of(notice().build(), own);

        assertThat(text.title()).isEqualTo("critical @ web-01");
        assertThat(text.lines()).containsExactly("db /data 96.4 %/90 %");
    }

    @Test
    void aWrongTemplateStopsNoMessage() {
        Address own = new Address("r", Map.of("titleTemplate", "{{nothing}}"), Map.of());

        assertThat(NoticeText.of(notice().build(), own).title()).startsWith("Critical: web-01");
    }

    @Test
    void whatIsOverIsNotAcknowledged() {
        Notice over = notice().resolved().build();

        assertThat(NoticeText.link(over.items().getFirst())).isEmpty();
        assertThat(text(notice().resolved()).facts(over.items().getFirst()))
                .extracting(NoticeText.Fact::label)
                .contains("Ended")
                .doesNotContain("Acknowledge");
    }

    @Test
    void everyFactHasItsLabel() {
        assertThat(text(notice().korean()).facts(notice().build().items().getFirst()))
                .extracting(NoticeText.Fact::label)
                .containsExactly("호스트", "경보", "위치", "값", "임계값", "시작", "조치 방법", "런북", "확인");
    }
}
