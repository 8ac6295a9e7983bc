package io.nocturne.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.nocturne.model.live.LiveRequest.Subscribe;
import io.nocturne.model.sample.Layout;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.server.ingest.KnownLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

    private static final KnownLayout LAYOUT =
            KnownLayout.of(new Layout(List.of(SeriesKey.of("a"), SeriesKey.of("b"), SeriesKey.of("c"))));

    @Test
    void cutsALayoutToTheMetricsAskedFor() {
        Subscription.Cut cut = new Subscription(new Subscribe("s", List.of(), List.of("a", "c")))
                .cut(LAYOUT)
                .orElseThrow();

        assertThat(cut.layout().layout().series()).containsExactly(SeriesKey.of("a"), SeriesKey.of("c"));
        assertThat(cut.layout().id()).isEqualTo(cut.layout().layout().id());
        assertThat(cut.of(SampleValues.of(1.0, 2.0, null))).isEqualTo(SampleValues.of(1.0, null));
    }

    @Test
    void noMetricsMeansAllOfThemUnderTheirOwnId() {
        Subscription.Cut cut = new Subscription(new Subscribe("s", List.of(), List.of()))
                .cut(LAYOUT)
                .orElseThrow();

        assertThat(cut.layout()).isEqualTo(LAYOUT);
        assertThat(cut.of(SampleValues.of(1.0, null, 3.0))).isEqualTo(SampleValues.of(1.0, null, 3.0));
    }

    @Test
    void aLayoutWithoutTheMetricSendsNothing() {
        assertThat(new Subscription(new Subscribe("s", List.of(), List.of("z"))).cut(LAYOUT))
                .isEmpty();
    }

    @Test
    void namedHostsOnly() {
        Subscription subscription = new Subscription(new Subscribe("s", List.of("h1"), List.of()));

        assertThat(subscription.wants("h1")).isTrue();
        assertThat(subscription.wants("h2")).isFalse();
    }
}
