package io.nocturne.server.notify.channel;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.AlertStatus;
import io.nocturne.model.alert.EndReason;
import io.nocturne.model.alert.Severity;
import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostSummary;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Notices for tests, changed by `with…`.
public final class TestNotices {

    public static final Instant NOW = Instant.parse("2026-11-22T05:03:27Z");
    public static final Instant FIRED = Instant.parse("2026-11-22T04:52:10Z");
    public static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    public static final String SERVER = "https://nocturne.example";

    /// The host of every alert.
    public static final HostSummary HOST = new HostSummary(
            "h-web-01",
            "web-01",
            HostState.REPORTING,
            "Debian <GNU/Linux>",
            "12",
            "amd64",
            8,
            8L << 30,
            "1.0.0",
            Map.of(),
            5_000,
            FIRED,
            NOW,
            NOW,
            null,
            null,
            null);

    private Notice.Kind kind = Notice.Kind.FIRING;
    private Locale language = Locale.ENGLISH;
    private List<Notice.Item> items = List.of(item(filesystem(AlertStatus.FIRING)));
    private String groupKey = "ops/host=web-01";
    private String noticeId = "n-1";
    private int omitted;
    private int suppressed;
    private boolean isLate;
    private boolean isDrill;
    private Notice.@Nullable Repeat repeat;
    private byte @Nullable [] chart;
    private @Nullable String note;

    private TestNotices() {}

    public static TestNotices notice() {
        return new TestNotices();
    }

    /// A filesystem that is full: 96.4 % of 90 %.
    public static Alert filesystem(AlertStatus status) {
        return filesystem("web-01", "/data", status);
    }

    public static Alert filesystem(String host, String mountpoint, AlertStatus status) {
        return alert(
                host,
                "Filesystem usage",
                "system.filesystem.utilization",
                "1",
                0.964,
                0.9,
                status,
                Map.of("system.filesystem.mountpoint", mountpoint),
                null,
                null);
    }

    public static Alert silent(String host, String detail) {
        return alert(host, "Host silent", null, "{interval}", 3, 3.0, AlertStatus.FIRING, Map.of(), detail, null);
    }

    public static Alert ended(EndReason reason) {
        return alert(
                "web-01",
                "Filesystem usage",
                "system.filesystem.utilization",
                "1",
                0.964,
                null,
                AlertStatus.ENDED,
                Map.of("system.filesystem.mountpoint", "/data"),
                null,
                reason);
    }

    public static Alert alert(
            String host,
            String rule,
            @Nullable String metric,
            @Nullable String unit,
            double value,
            @Nullable Double threshold,
            AlertStatus status,
            Map<String, String> attributes,
            @Nullable String detail,
            @Nullable EndReason reason) {
        Map<String, String> labels = new HashMap<>(attributes);
        labels.putAll(Map.of("alertname", "disk", "severity", "critical", "host", host, "role", "db"));
        return new Alert(
                "a-" + host,
                3,
                "disk",
                rule,
                "h-" + host,
                host,
                metric,
                attributes,
                labels,
                status,
                Severity.CRITICAL,
                false,
                false,
                value,
                threshold,
                unit,
                FIRED.minusSeconds(60),
                FIRED,
                status.isOpen() ? null : NOW,
                NOW,
                null,
                reason,
                reason == null ? null : "kim",
                null,
                false,
                List.of(),
                null,
                detail,
                "Delete old dumps in <dump> & ask the owner.",
                "https://wiki.example/runbooks/disk");
    }

    public static Notice.Item item(Alert alert) {
        return new Notice.Item(alert, SERVER + "/a/" + alert.alertId() + "?t=k7", null, HOST, null);
    }

    /// As many alerts as a notice may hold, each as long as its parts may be, in Korean with emoji.
    public static List<Notice.Item> longest() {
        List<Notice.Item> items = new ArrayList<>();
        for (int i = 0; i < Notice.MAX_ITEMS; i++) {
            String host = "데이터베이스-서버-" + i + "-👩‍💻🇰🇷" + "가나다라마바사".repeat(30);
            Alert alert = alert(
                    host,
                    "파일 시스템 사용률 🔥" + "긴이름".repeat(20),
                    "system.filesystem.utilization",
                    "1",
                    0.964,
                    0.9,
                    AlertStatus.FIRING,
                    Map.of("system.filesystem.mountpoint", "/데이터/" + "깊은폴더".repeat(60)),
                    null,
                    null);
            items.add(item(alert));
        }
        return items;
    }

    public TestNotices kind(Notice.Kind kind) {
        this.kind = kind;
        return this;
    }

    public TestNotices korean() {
        this.language = Locale.KOREAN;
        return this;
    }

    public TestNotices language(Locale language) {
        this.language = language;
        return this;
    }

    public TestNotices alerts(Alert... alerts) {
        this.items = List.of(alerts).stream().map(TestNotices::item).toList();
        return this;
    }

    public TestNotices items(List<Notice.Item> items) {
        this.items = items;
        return this;
    }

    public TestNotices group(String groupKey) {
        this.groupKey = groupKey;
        return this;
    }

    public TestNotices id(String noticeId) {
        this.noticeId = noticeId;
        return this;
    }

    public TestNotices omitted(int omitted) {
        this.omitted = omitted;
        return this;
    }

    public TestNotices suppressed(int suppressed) {
        this.suppressed = suppressed;
        return this;
    }

    public TestNotices late() {
        this.isLate = true;
        return this;
    }

    public TestNotices drill() {
        this.isDrill = true;
        return this;
    }

    public TestNotices repeat(Instant since, int number) {
        this.repeat = new Notice.Repeat(since, number);
        return this;
    }

    public TestNotices chart(byte[] chart) {
        this.chart = chart;
        return this;
    }

    public TestNotices note(String note) {
        this.note = note;
        return this;
    }

    /// The same group, over.
    public TestNotices resolved() {
        this.kind = Notice.Kind.RESOLVED;
        this.noticeId = "n-over";
        return alerts(filesystem(AlertStatus.RESOLVED));
    }

    @SuppressWarnings("NullAway") // it does not see that the array may be absent
    public Notice build() {
        return new Notice(
                noticeId,
                groupKey,
                kind,
                language,
                SEOUL,
                NOW,
                items,
                omitted,
                suppressed,
                isLate,
                isDrill,
                repeat,
                SERVER,
                chart,
                note);
    }
}
