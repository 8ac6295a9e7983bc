package io.nocturne.bench.chaos;

import io.nocturne.bench.load.Comparison.Result;
import io.nocturne.bench.load.MinuteCheck;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What `bench chaos` prints.
///
/// **Shape** - `restarts` were needed because nothing came back by itself, `ended` are programs that ended by
/// themselves; `cuts` says which commits were cut, where some were.
/// **Absent** - `consumed` where no consumer was added, `alerts` where no rule was made.
record ChaosReport(
        ChaosSettings settings,
        Chaos chaos,
        int kills,
        int restarts,
        int ended,
        double recoverySecondsMax,
        long waiting,
        Result result,
        MinuteCheck minutes,
        Consumed.@Nullable Result consumed,
        RaisedAlerts.@Nullable Result alerts,
        String cuts) {

    /// Whether nothing was lost, doubled or wrong.
    boolean isRight() {
        return result.isRight()
                && result.taken() == result.stored()
                && minutes.wrong() == 0
                && (consumed == null || consumed.isRight())
                && (alerts == null || alerts.isRight());
    }

    void print(String machine, long serverErrors) {
        System.out.printf(
                Locale.ROOT,
                "%n%d agents, each %d ms, %s, %d strikes on the %s, and one kill of the server at the end%n"
                        + "taken %,d, stored %,d, lost %d, duplicates %d, missed %d, wrong samples %d%n"
                        + "recovered after %.2f s at most; %d answers 429 or 503, %d broken, %d told to be there already,%n"
                        + "%d had to be started anew, %d ended by themselves, %d errors in the server's log%n"
                        + "minutes compared with the samples: %,d, wrong %d%s%n%s%n%s%n%n",
                settings.agents(),
                settings.intervalMillis(),
                settings.store(),
                kills,
                settings.victim(),
                result.taken(),
                result.stored(),
                result.lost(),
                result.doubled(),
                missed(),
                result.wrongSamples(),
                recoverySecondsMax,
                chaos.tally().refusals(),
                chaos.tally().breaks(),
                chaos.duplicates(),
                restarts,
                ended,
                serverErrors,
                minutes.compared(),
                minutes.wrong(),
                cuts,
                consumed == null ? "no consumer was added" : consumed.text(),
                alerts == null ? "no rule was made" : alerts.text());
        printJson(machine, serverErrors);
    }

    private void printJson(String machine, long serverErrors) {
        System.out.printf(
                Locale.ROOT,
                "{\"bench\":\"chaos\",\"store\":\"%s\",\"kill\":\"%s\",\"kills\":%d,\"agents\":%d,\"intervalMillis\":%d,"
                        + "\"taken\":%d,\"stored\":%d,\"lost\":%d,\"duplicates\":%d,\"missed\":%d,"
                        + "\"recoverySecondsMax\":%.2f,\"wrong\":%d,\"unacknowledged\":%d,\"sentAgain\":%d,"
                        + "\"refusals\":%d,\"breaks\":%d,\"restartsNeeded\":%d,\"endedByItself\":%d,%s%s"
                        + "\"serverErrors\":%d,\"minutesCompared\":%d,\"minutesWrong\":%d,\"ackMillisP50\":%.2f,\"ackMillisP99\":%.2f,\"machine\":\"%s\"}%n",
                settings.store(),
                settings.victim(),
                kills,
                settings.agents(),
                settings.intervalMillis(),
                result.taken(),
                result.stored(),
                result.lost(),
                result.doubled(),
                missed(),
                recoverySecondsMax,
                result.wrongSamples(),
                waiting,
                chaos.duplicates(),
                chaos.tally().refusals(),
                chaos.tally().breaks(),
                restarts,
                ended,
                consumed == null ? "" : consumed.json(),
                alerts == null ? "" : alerts.json(),
                serverErrors,
                minutes.compared(),
                minutes.wrong(),
                chaos.tally().latency().millis(50),
                chaos.tally().latency().millis(99),
                machine);
    }

    private long missed() {
        return result.taken() - result.stored();
    }
}
