package io.nocturne.bench.attack;

import io.nocturne.bench.load.Comparison.Result;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one attack came to.
///
/// **Shape** - `phases` are before, during and after; `failure` is what went as it never should.
record AttackReport(
        String kind,
        List<Phase> phases,
        Result result,
        Map<String, Object> facts,
        boolean sameProcess,
        @Nullable String failure,
        long serverErrors) {

    private static final double ALLOWED_FACTOR = 3;
    private static final double ALLOWED_MILLIS = 200;
    private static final double AIM_ACK_MILLIS = 500;
    private static final double AIM_SIGN_IN_MILLIS = 2_000;

    /// Afterwards deliveries are acknowledged about as fast as before, a user signs in, and it is ready, unrestarted.
    boolean isWell() {
        Phase before = phases.getFirst();
        Phase after = phases.getLast();
        return sameProcess
                && failure == null
                && after.ackedDeliveries() > 0
                && after.ackP99() <= before.ackP99() * ALLOWED_FACTOR + ALLOWED_MILLIS
                && after.signIns() > 0
                && after.failedSignIns() == 0
                && after.unready() == 0;
    }

    boolean isRight() {
        return isWell()
                && result.isRight()
                && facts.entrySet().stream()
                        .noneMatch(fact -> fact.getKey().startsWith("wrong")
                                && fact.getValue() instanceof Number number
                                && number.longValue() > 0);
    }

    void print() {
        System.out.println(Phase.heading());
        phases.forEach(phase -> System.out.println(phase.row()));
        facts.forEach((name, value) -> System.out.printf("  %s: %s%n", name, value));
        System.out.printf(
                "read back: %,d samples of %d hosts; lost %d, wrong %d, doubled %d; %d errors in the server's log%n",
                result.readSamples(),
                result.hosts(),
                result.lostSamples(),
                result.wrongSamples(),
                result.doubledSamples(),
                serverErrors);
        System.out.printf(
                "aims during it (ack P99 < 500 ms, sign-in P99 < 2 s): %s; well afterwards: %s%s%n",
                meetsAims() ? "met" : "not met", isWell() ? "yes" : "NO", failure == null ? "" : "; " + failure);
    }

    private boolean meetsAims() {
        Phase during = phases.get(1);
        return during.ackedDeliveries() > 0
                && during.ackP99() < AIM_ACK_MILLIS
                && during.signInP99() < AIM_SIGN_IN_MILLIS
                && during.failedSignIns() == 0;
    }

    /// One object for all kinds of a run.
    static String json(String store, List<AttackReport> reports, String machine) {
        return "{\"bench\":\"attack\",\"store\":\"%s\",\"right\":%b,\"attacks\":{%s},\"machine\":\"%s\"}"
                .formatted(
                        store,
                        reports.stream().allMatch(AttackReport::isRight),
                        reports.stream().map(AttackReport::json).collect(Collectors.joining(",")),
                        machine);
    }

    private String json() {
        return "\"%s\":{%s,\"lost\":%d,\"wrong\":%d,\"doubled\":%d,\"serverErrors\":%d,\"aimsMet\":%b,"
                        .formatted(
                                kind,
                                phases.stream()
                                        .map(phase -> "\"%s\":%s".formatted(phase.name(), phase.json()))
                                        .collect(Collectors.joining(",")),
                                result.lostSamples(),
                                result.wrongSamples(),
                                result.doubledSamples(),
                                serverErrors,
                                meetsAims())
                + "\"well\":%b,\"facts\":{%s}}"
                        .formatted(
                                isWell(),
                                facts.entrySet().stream()
                                        .map(fact -> "\"%s\":%s"
                                                .formatted(
                                                        fact.getKey(),
                                                        fact.getValue() instanceof Number number
                                                                ? number.toString()
                                                                : "\""
                                                                        + fact.getValue()
                                                                                .toString()
                                                                                .replace('"', '\'') + "\""))
                                        .collect(Collectors.joining(",")));
    }
}
