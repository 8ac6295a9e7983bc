package io.nocturne.server.silence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.access.Role;
import io.nocturne.model.alert.AbsenceDraft;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Matcher.Op;
import io.nocturne.model.alert.Silence;
import io.nocturne.model.alert.SilenceDraft;
import io.nocturne.model.alert.TimeRange;
import io.nocturne.model.alert.WeeklyWindow;
import io.nocturne.server.FakeClock;
import io.nocturne.server.RunningServer;
import io.nocturne.server.RunningServer.Answer;
import io.nocturne.server.TestPostgres;
import io.nocturne.server.audit.AuditLog;
import io.nocturne.server.audit.Origin;
import io.nocturne.server.platform.config.DatabaseKind;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.silence.store.AbsenceStore;
import io.nocturne.server.silence.store.SilenceStore;
import io.nocturne.server.silence.store.SilenceStore.StoredSilence;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/// Silences and absences over a real database, with a clock that the test moves, and over the wire.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
class SilencesIT {

    private static final Origin KIM = new Origin("kim", "127.0.0.1");
    private static final Map<String, String> TEST1 =
            Map.of("alertname", "test1", "severity", "warning", "host", "web-1", "role", "web");
    private static final Map<String, String> TEST2 =
            Map.of("alertname", "test2", "severity", "warning", "host", "web-2", "role", "web");

    @TempDir
    static Path data;

    @SuppressWarnings("NullAway.Init") // set before each invocation of the class
    private static RunningServer server;

    @Parameter
    DatabaseKind database = DatabaseKind.H2;

    // A Wednesday.
    private final FakeClock clock = new FakeClock(Instant.parse("2026-06-10T08:00:00Z"));
    private final List<Object> published = new ArrayList<>();
    private Silences silences = silences();
    private Absences absences = absences();
    private Mutes mutes = new StandingMutes(silences, absences);

    @BeforeParameterizedClassInvocation
    static void start(DatabaseKind kind) {
        server = RunningServer.start(data.resolve(kind.name()), TestPostgres.database(kind));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    @BeforeEach
    void nothingIsSilenced() {
        server.bean(JdbcClient.class).sql("DELETE FROM silence").update();
        server.bean(JdbcClient.class).sql("DELETE FROM expected_absence").update();
        open();
    }

    // Alertmanager, silence_test.go, TestAddSilence: a day for foo="bar" is taken.
    // Alertmanager, silence_test.go, TestSilencing: one of two alerts is silenced for a while, and told again after it.
    @Test
    void aSilenceMutesWhatItMatchesFromItsStartToBeforeItsEnd() {
        Instant start = clock.instant().plusSeconds(2);
        StoredSilence made =
                silences.create(draft(start, start.plusSeconds(2), Matcher.equal("alertname", "test1")), KIM);

        assertThat(mutes.muting(TEST1, start.minusMillis(1))).isEmpty();
        assertThat(mutes.muting(TEST1, start)).containsExactly(made.silenceId().toString());
        assertThat(mutes.muting(TEST2, start)).isEmpty();
        assertThat(mutes.muting(TEST1, start.plusMillis(1_999))).isNotEmpty();
        assertThat(mutes.muting(TEST1, start.plusSeconds(2))).isEmpty();
        assertThat(published).containsExactly(new SilencesChanged("kim"));
    }

    // Alertmanager, silence_test.go, TestSilenceDelete: everything is silenced for long, and deleted after a while.
    @Test
    void aSilenceOfEverythingEndsWhenItIsDeletedAndIsKept() {
        SilenceDraft everything =
                draft(null, clock.instant().plusSeconds(100), new Matcher("alertname", Op.MATCHES, ".+"));
        assertThatThrownBy(() -> silences.create(everything, KIM)).hasMessageContaining("confirmAll");
        StoredSilence made = silences.create(confirmed(everything), KIM);
        clock.advance(Duration.ofSeconds(2));
        assertThat(mutes.muting(TEST1, clock.instant())).hasSize(1);

        silences.end(made.silenceId(), new Origin("lee", ""));

        assertThat(mutes.muting(TEST1, clock.instant())).isEmpty();
        assertThat(silences.require(made.silenceId()).endsAt()).isEqualTo(clock.instant());
        assertThat(silences.require(made.silenceId()).updatedBy()).isEqualTo("lee");
        assertThat(silences.endedBefore(clock.instant().plusMillis(1), made.silenceId(), 10))
                .hasSize(1);
        assertThat(published).containsExactly(new SilencesChanged("kim"), new SilencesChanged("lee"));
    }

    // Beszel, alerts_quiet_hours_test.go, TestAlertSilencedOneTime: over, now, and to come.
    @Test
    void aWindowThatIsOverOrToComeDoesNotMute() {
        Instant now = clock.instant();
        assertThatThrownBy(() -> silences.create(
                        draft(now.minusSeconds(10_800), now.minusSeconds(7_200), Matcher.equal("host", "web-1")), KIM))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("after now");
        silences.create(draft(now.plusSeconds(7_200), now.plusSeconds(10_800), Matcher.equal("host", "web-1")), KIM);
        assertThat(mutes.muting(TEST1, now)).isEmpty();

        silences.create(draft(now.minusSeconds(3_600), now.plusSeconds(3_600), Matcher.equal("host", "web-1")), KIM);

        assertThat(mutes.muting(TEST1, now)).hasSize(1);
    }

    // Beszel, alerts_quiet_hours_test.go, TestAlertSilencedGlobal, TestAlertSilencedSystemSpecific and
    // TestAlertSilencedNoWindows: all hosts, one of two, none.
    @Test
    void aSilenceIsForOneHostOrForAllOrThereIsNone() {
        assertThat(mutes.muting(TEST1, clock.instant())).isEmpty();
        StoredSilence one = silences.create(draft(null, in(1), Matcher.equal("host", "web-1")), KIM);
        assertThat(mutes.muting(TEST1, clock.instant())).hasSize(1);
        assertThat(mutes.muting(TEST2, clock.instant())).isEmpty();
        silences.end(one.silenceId(), KIM);

        silences.create(confirmed(draft(null, in(1), new Matcher("host", Op.MATCHES, ".*"))), KIM);

        assertThat(mutes.muting(TEST1, clock.instant())).hasSize(1);
        assertThat(mutes.muting(TEST2, clock.instant())).hasSize(1);
        assertThat(mutes.muting(Map.of("host", "never-seen"), clock.instant())).hasSize(1);
    }

    @Test
    void aMaintenanceWindowMutesInItsHoursOnlyAndSaysWhenThatChanges() {
        WeeklyWindow nights = new WeeklyWindow(
                EnumSet.of(DayOfWeek.WEDNESDAY), LocalTime.of(22, 0), LocalTime.of(2, 0), ZoneId.of("Asia/Seoul"));
        Instant begin = Instant.parse("2026-06-10T13:00:00Z");
        Instant end = Instant.parse("2026-06-10T17:00:00Z");
        StoredSilence window = silences.create(
                new SilenceDraft(
                        null,
                        Silence.Kind.MAINTENANCE,
                        List.of(Matcher.equal("role", "web")),
                        null,
                        begin.plus(Duration.ofDays(7)).plusSeconds(60),
                        List.of(nights),
                        "reboots",
                        false),
                KIM);

        assertThat(mutes.muting(TEST1, clock.instant())).isEmpty();
        assertThat(Silences.nextChange(window, clock.instant())).isEqualTo(begin);
        assertThat(mutes.muting(TEST1, begin)).hasSize(1);
        assertThat(Silences.nextChange(window, begin)).isEqualTo(end);
        assertThat(mutes.muting(TEST1, end)).isEmpty();
        assertThat(Silences.nextChange(window, end)).isEqualTo(begin.plus(Duration.ofDays(7)));
        assertThat(Silences.nextChange(window, begin.plus(Duration.ofDays(7))))
                .isEqualTo(begin.plus(Duration.ofDays(7)).plusSeconds(60));
        assertThat(Silences.nextChange(window, begin.plus(Duration.ofDays(8)))).isEqualTo(Instant.MAX);
    }

    @Test
    void whatHasBegunIsReplacedWhenItIsToMuteAnythingElse() {
        StoredSilence first = silences.create(draft(null, in(2), Matcher.equal("host", "web-1")), KIM);
        clock.advance(Duration.ofMinutes(1));

        StoredSilence longer = silences.change(
                first.silenceId(), versioned(draft(null, in(3), Matcher.equal("host", "web-1")), 1), KIM);
        StoredSilence other = silences.change(
                first.silenceId(), versioned(draft(null, in(3), Matcher.equal("host", "web-2")), 2), KIM);

        assertThat(longer.silenceId()).isEqualTo(first.silenceId());
        assertThat(longer.startsAt()).isEqualTo(first.startsAt());
        assertThat(other.silenceId()).isNotEqualTo(first.silenceId());
        assertThat(other.replaces()).isEqualTo(first.silenceId());
        assertThat(silences.require(first.silenceId()).endsAt()).isEqualTo(clock.instant());
        assertThat(silences.require(first.silenceId()).matchers()).isEqualTo(first.matchers());
        assertThat(mutes.muting(TEST1, clock.instant())).isEmpty();
        assertThat(mutes.muting(TEST2, clock.instant()))
                .containsExactly(other.silenceId().toString());
        assertThatThrownBy(() -> silences.change(
                        first.silenceId(), versioned(draft(null, in(3), Matcher.equal("host", "web-2")), 3), KIM))
                .hasMessageContaining("is over");
    }

    @Test
    void whatHasNotBegunIsChangedInPlaceAndAnOlderVersionIsRefused() {
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
        StoredSilence first =
                silences.create(draft(tomorrow, tomorrow.plusSeconds(60), Matcher.equal("host", "web-1")), KIM);
        SilenceDraft other = draft(tomorrow, tomorrow.plusSeconds(90), Matcher.equal("host", "web-2"));

        StoredSilence changed = silences.change(first.silenceId(), versioned(other, 1), KIM);

        assertThat(changed.silenceId()).isEqualTo(first.silenceId());
        assertThat(changed.version()).isEqualTo(2);
        assertThatThrownBy(() -> silences.change(first.silenceId(), versioned(other, 1), KIM))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("has version 2");
    }

    @Test
    void aRestartForgetsNothingAndWhatIsOverIsKeptForNinetyDays() {
        StoredSilence standing = silences.create(draft(null, in(48), Matcher.equal("host", "web-1")), KIM);
        StoredSilence old = silences.create(draft(null, in(1), Matcher.equal("host", "web-1")), KIM);
        clock.advance(Duration.ofHours(2));

        open();

        assertThat(mutes.muting(TEST1, clock.instant()))
                .containsExactly(standing.silenceId().toString());
        assertThat(silences.require(standing.silenceId())).isEqualTo(standing);
        silences.tidy();
        assertThat(silences.require(old.silenceId())).isEqualTo(old);
        clock.advance(Silences.KEPT);
        silences.tidy();
        assertThatThrownBy(() -> silences.require(old.silenceId())).hasMessageContaining("there is no silence");
    }

    @Test
    void refusesWhatIsOutOfBounds() {
        Matcher web = Matcher.equal("host", "web-1");
        assertRefused(draft(null, in(1)), "matchers must be 1 to 20");
        assertRefused(draft(null, in(1), java.util.Collections.nCopies(21, web).toArray(Matcher[]::new)), "1 to 20");
        assertRefused(draft(null, in(1), new Matcher("host", Op.MATCHES, "(")), "is no regular expression");
        assertRefused(draft(null, in(24 * 366 + 1), web), "at most 366 days");
        assertRefused(draft(in(24 * 366 + 1), in(24 * 366 + 2), web), "within 366 days");
        assertRefused(draft(in(2), in(1), web), "after startsAt");
        assertRefused(draft(Instant.MAX, Instant.MAX, web), "startsAt must be within");
        assertRefused(draft(Instant.MIN, Instant.MIN, web), "after startsAt");
        assertRefused(
                new SilenceDraft(null, Silence.Kind.SILENCE, List.of(web), null, in(1), List.of(), " ", false),
                "comment must say why");
        assertRefused(
                new SilenceDraft(
                        null, Silence.Kind.SILENCE, List.of(web), null, in(1), List.of(), "x".repeat(1_001), false),
                "comment has 1001 characters");
        assertRefused(
                new SilenceDraft(null, Silence.Kind.SILENCE, List.of(web), null, null, List.of(), "x", false),
                "endsAt is missing");
    }

    @Test
    void hostsAreExpectedToBeAwayOutsideOfTheirHoursAndOnceInARange() {
        WeeklyWindow work = new WeeklyWindow(
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                LocalTime.of(8, 0),
                LocalTime.of(18, 0),
                ZoneId.of("Europe/Berlin"));
        TimeRange repair = new TimeRange(Instant.parse("2026-06-11T08:00:00Z"), Instant.parse("2026-06-11T09:00:00Z"));
        absences.create(
                new AbsenceDraft(
                        null,
                        List.of(Matcher.equal("kind", "laptop")),
                        List.of(work),
                        true,
                        List.of(repair),
                        "they go home",
                        false),
                KIM);
        Map<String, String> laptop = Map.of("kind", "laptop", "host", "lt-1");

        assertThat(mutes.isAbsenceExpected(laptop, Instant.parse("2026-06-10T08:00:00Z")))
                .isFalse();
        assertThat(mutes.isAbsenceExpected(laptop, Instant.parse("2026-06-10T16:00:00Z")))
                .isTrue();
        assertThat(mutes.isAbsenceExpected(laptop, Instant.parse("2026-06-13T10:00:00Z")))
                .isTrue();
        assertThat(mutes.isAbsenceExpected(laptop, repair.from())).isTrue();
        assertThat(mutes.isAbsenceExpected(laptop, repair.to())).isFalse();
        assertThat(mutes.isAbsenceExpected(Map.of("host", "db-1"), Instant.parse("2026-06-13T10:00:00Z")))
                .isFalse();
        assertThat(mutes.nextAbsence(Instant.parse("2026-06-10T08:00:00Z")))
                .isEqualTo(Instant.parse("2026-06-10T16:00:00Z"));
        open();
        assertThat(mutes.isAbsenceExpected(laptop, Instant.parse("2026-06-13T10:00:00Z")))
                .isTrue();
    }

    @Test
    void anAbsenceIsChangedByVersionAndDeleted() {
        AbsenceDraft draft = new AbsenceDraft(
                null,
                List.of(Matcher.equal("host", "batch-1")),
                List.of(),
                false,
                List.of(new TimeRange(clock.instant(), in(1))),
                "moved",
                false);
        UUID id = absences.create(draft, KIM).absenceId();
        AbsenceDraft next = new AbsenceDraft(
                1L, List.of(Matcher.equal("host", "batch-2")), List.of(), false, draft.ranges(), "moved", false);

        assertThat(absences.change(id, next, KIM).version()).isEqualTo(2);
        assertThatThrownBy(() -> absences.change(id, next, KIM)).hasMessageContaining("has version 2");
        assertThat(mutes.isAbsenceExpected(Map.of("host", "batch-1"), clock.instant()))
                .isFalse();
        assertThat(mutes.isAbsenceExpected(Map.of("host", "batch-2"), clock.instant()))
                .isTrue();
        absences.delete(id, KIM);
        assertThat(mutes.isAbsenceExpected(Map.of("host", "batch-2"), clock.instant()))
                .isFalse();
    }

    @Test
    void silencesAreListedByStateInPagesOverTheWire() {
        RunningServer live = server;
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        List<String> ids = new ArrayList<>();
        for (int i = 3; i > 0; i--) {
            Answer made = live.send(
                    "POST",
                    "/api/v1/silences",
                    live.token(Role.OPERATOR),
                    draft(null, now.plusSeconds(600L * i + 1_200), Matcher.equal("host", "web-" + i)));
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            assertThat(made.tree().path("state").asString()).isEqualTo("active");
            ids.addFirst(made.tree().path("silenceId").asString());
        }

        JsonNode first = page("state=active&limit=2");
        assertThat(ids(first)).isEqualTo(ids.subList(0, 2));
        assertThat(ids(page("state=active&limit=2&cursor=" + first.path("next").asString())))
                .isEqualTo(ids.subList(2, 3));
        JsonNode summary =
                live.get("/api/v1/silences/summary", live.token(Role.VIEWER)).tree();
        assertThat(summary.path("active").asInt()).isEqualTo(3);
        assertThat(summary.path("endingSoon").asInt()).isEqualTo(1);

        ids.forEach(id -> live.send("DELETE", "/api/v1/silences/" + id, live.token(Role.OPERATOR), null));

        assertThat(page("state=active").path("silences").size()).isZero();
        JsonNode expired = page("state=expired&limit=2");
        assertThat(ids(expired)).hasSize(2);
        List<String> all = new ArrayList<>(ids(expired));
        all.addAll(
                ids(page("state=expired&limit=2&cursor=" + expired.path("next").asString())));
        assertThat(all).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(live.get("/api/v1/silences?state=expired&cursor=-9223372036854775808_x", live.token(Role.VIEWER))
                        .status())
                .isEqualTo(400);
        assertThat(live.get("/api/v1/silences?state=all", live.token(Role.VIEWER))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aWrongWindowIsRefusedInTheWordsOfTheApi() {
        for (String window : List.of(
                "{}",
                "null",
                "{\"days\":[],\"from\":\"22:00\",\"to\":\"02:00\",\"zone\":\"UTC\"}",
                "{\"days\":[null],\"from\":\"22:00\",\"to\":\"02:00\",\"zone\":\"UTC\"}",
                "{\"days\":[\"MONDAY\"],\"from\":\"25:00\",\"to\":\"02:00\",\"zone\":\"UTC\"}",
                "{\"days\":[\"MONDAY\"],\"from\":\"22:00\",\"to\":\"02:00\",\"zone\":\"Mars/Olympus\"}",
                "{\"days\":[\"MONDAY\"],\"from\":\"22:00\",\"to\":\"02:00\"}")) {
            Answer answer = server.send(
                    "POST",
                    "/api/v1/silences",
                    server.token(Role.OPERATOR),
                    "{\"matchers\":[{\"name\":\"host\",\"op\":\"=\",\"value\":\"a\"}],\"endsAt\":\"%s\",\"comment\":\"c\",\"recurrence\":[%s]}"
                            .formatted(Instant.now().plusSeconds(60), window));

            assertThat(answer.status()).as("%s: %s", window, answer.body()).isEqualTo(400);
            // Not because of anything else in it.
            assertThat(answer.tree().path("detail").asString()).containsAnyOf("recurrence", "line 1, column");
        }
    }

    private JsonNode page(String query) {
        return server.get("/api/v1/silences?" + query, server.token(Role.VIEWER))
                .tree();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("silences")
                .forEach(silence -> ids.add(silence.path("silenceId").asString()));
        return ids;
    }

    private void assertRefused(SilenceDraft draft, String why) {
        assertThatThrownBy(() -> silences.create(draft, KIM))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(why);
        assertThat(published).isEmpty();
    }

    private Instant in(int hours) {
        return clock.instant().plus(Duration.ofHours(hours));
    }

    private static SilenceDraft draft(@Nullable Instant start, Instant end, Matcher... matchers) {
        return new SilenceDraft(null, Silence.Kind.SILENCE, List.of(matchers), start, end, List.of(), "because", false);
    }

    private static SilenceDraft confirmed(SilenceDraft draft) {
        return new SilenceDraft(
                null,
                Silence.Kind.SILENCE,
                draft.matchers(),
                draft.startsAt(),
                draft.endsAt(),
                draft.recurrence(),
                "because",
                true);
    }

    private static SilenceDraft versioned(SilenceDraft draft, long version) {
        return new SilenceDraft(
                version,
                Silence.Kind.SILENCE,
                draft.matchers(),
                draft.startsAt(),
                draft.endsAt(),
                draft.recurrence(),
                "because",
                false);
    }

    private void open() {
        silences = silences();
        absences = absences();
        mutes = new StandingMutes(silences, absences);
    }

    private Silences silences() {
        return new Silences(
                server.bean(SilenceStore.class), transaction(), server.bean(AuditLog.class), published::add, clock);
    }

    private Absences absences() {
        return new Absences(
                server.bean(AbsenceStore.class), transaction(), server.bean(AuditLog.class), published::add, clock);
    }

    private static TransactionTemplate transaction() {
        return new TransactionTemplate(server.bean(PlatformTransactionManager.class));
    }
}
