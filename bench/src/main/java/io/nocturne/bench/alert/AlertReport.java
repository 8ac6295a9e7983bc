package io.nocturne.bench.alert;

import java.util.Locale;

/// What `bench alert` prints.
///
/// **Unit** - `samples` were acknowledged in the counted stretch; the CPU seconds are of the same.
record AlertReport(
        AlertSettings settings,
        Crossings crossings,
        WebhookEnd webhook,
        Crossings.End console,
        long samples,
        double evaluationCpuSeconds,
        double serverCpuSeconds) {

    private static final double MILLION = 1e6;

    boolean isRight() {
        int crossed = settings.crossing() * settings.rounds();
        return missed() == 0 && duplicates() == 0 && crossings.raised() == crossed && crossings.cleared() == crossed;
    }

    private long missed() {
        return webhook.end().missed() + console.missed();
    }

    private long duplicates() {
        return webhook.end().doubled() + console.doubled();
    }

    void print(String machine, long serverErrors) {
        System.out.printf(
                Locale.ROOT,
                "%n%d hosts with %d series, each %d ms; %d times %d hosts beyond the threshold in the same instant, %s%n",
                settings.hosts(),
                settings.series(),
                settings.intervalMillis(),
                settings.rounds(),
                settings.crossing(),
                settings.store());
        System.out.printf(
                "%-10s %-10s %9s %9s %9s %8s %8s%n", "end", "", "P50 ms", "P99 ms", "max ms", "missed", "doubled");
        row("console", console);
        row("webhook", webhook.end());
        System.out.printf(
                Locale.ROOT,
                "%d webhook messages, %d of them with several alerts, %d alerts left out; evaluation %.2f CPU seconds per"
                        + " million samples (%.2f in all of the server's %.1f); %d errors in the server's log%n%n",
                webhook.messages(),
                webhook.grouped(),
                webhook.leftOut(),
                evaluationCpuSeconds / samples * MILLION,
                evaluationCpuSeconds,
                serverCpuSeconds,
                serverErrors);
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"alert\",\"store\":\"%s\",\"hosts\":%d,\"series\":%d,\"crossing\":%d,\"rounds\":%d,"
                        + "\"sampleToEventMillisP50\":%.1f,\"sampleToEventMillisP99\":%.1f,"
                        + "\"sampleToWebhookMillisP50\":%.1f,\"sampleToWebhookMillisP99\":%.1f,"
                        + "\"resolvedToWebhookMillisP50\":%.1f,\"resolvedToWebhookMillisP99\":%.1f,"
                        + "\"missed\":%d,\"duplicates\":%d,\"messages\":%d,\"groupedMessages\":%d,\"leftOut\":%d,"
                        + "\"evaluationCpuSecondsPerMillion\":%.3f,\"serverCpuSecondsPerMillion\":%.3f,"
                        + "\"serverErrors\":%d,\"machine\":\"%s\"}%n",
                settings.store(),
                settings.hosts(),
                settings.series(),
                settings.crossing(),
                settings.rounds(),
                console.toFiring().millis(50),
                console.toFiring().millis(99),
                webhook.end().toFiring().millis(50),
                webhook.end().toFiring().millis(99),
                webhook.end().toResolved().millis(50),
                webhook.end().toResolved().millis(99),
                missed(),
                duplicates(),
                webhook.messages(),
                webhook.grouped(),
                webhook.leftOut(),
                evaluationCpuSeconds / samples * MILLION,
                serverCpuSeconds / samples * MILLION,
                serverErrors,
                machine);
    }

    private static void row(String name, Crossings.End end) {
        System.out.printf(
                Locale.ROOT,
                "%-10s %-10s %9.1f %9.1f %9.1f %8d %8d%n",
                name,
                "firing",
                end.toFiring().millis(50),
                end.toFiring().millis(99),
                end.toFiring().maxMillis(),
                end.missed(),
                end.doubled());
        System.out.printf(
                Locale.ROOT,
                "%-10s %-10s %9.1f %9.1f %9.1f%n",
                name,
                "resolved",
                end.toResolved().millis(50),
                end.toResolved().millis(99),
                end.toResolved().maxMillis());
    }
}
