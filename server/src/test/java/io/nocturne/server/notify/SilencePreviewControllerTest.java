package io.nocturne.server.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nocturne.model.alert.Alert;
import io.nocturne.model.alert.Matcher;
import io.nocturne.model.alert.Severity;
import io.nocturne.server.FakeClock;
import io.nocturne.server.notify.SilencePreviewController.Preview;
import io.nocturne.server.notify.SilencePreviewController.Wanted;
import io.nocturne.server.platform.web.ProblemException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilencePreviewControllerTest {

    private final FakeAlertLog log = new FakeAlertLog(new FakeClock(Instant.parse("2026-11-22T10:00:00Z")));
    private final SilencePreviewController preview = new SilencePreviewController(log);

    @Test
    void openAlertsThatMatchAreShownTheWorstFirst() {
        String warning = log.fire("cpu", "web-1", Severity.WARNING);
        String critical = log.fire("disk", "web-1", Severity.CRITICAL);
        log.fire("cpu", "web-2", Severity.WARNING);

        Preview asked = preview.preview(new Wanted(List.of(Matcher.equal("host", "web-1"))));

        assertThat(asked.total()).isEqualTo(2);
        assertThat(asked.alerts()).extracting(Alert::alertId).containsExactly(critical, warning);
    }

    @Test
    void noConditionAndTooManyAreRefused() {
        List<Matcher> many = Collections.nCopies(21, Matcher.equal("host", "x"));

        for (List<Matcher> matchers : List.of(List.<Matcher>of(), many)) {
            assertThatThrownBy(() -> preview.preview(new Wanted(matchers)))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("1 to 20");
        }
    }
}
