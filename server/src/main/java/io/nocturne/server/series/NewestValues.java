package io.nocturne.server.series;

import io.nocturne.model.fleet.HostState;
import io.nocturne.model.fleet.HostSummary;
import io.nocturne.model.sample.SampleValues;
import io.nocturne.model.sample.SeriesKey;
import io.nocturne.model.series.LatestHost;
import io.nocturne.model.series.LatestHost.LatestSample;
import io.nocturne.model.series.LatestResult;
import io.nocturne.model.series.TopResult;
import io.nocturne.model.series.TopResult.TopSeries;
import io.nocturne.server.ingest.SeriesMatch;
import io.nocturne.server.platform.web.ProblemException;
import io.nocturne.server.series.SeriesQuery.LatestSnapshot;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/// Answers from the newest snapshots, which are in memory.
@Service
class NewestValues {

    private static final int MAX_HOSTS = 10_000;
    private static final int MAX_SAMPLES = 250_000;

    private final LatestSnapshots latest;
    private final ChosenHosts hosts;
    private final Clock clock;

    NewestValues(LatestSnapshots latest, ChosenHosts hosts, Clock clock) {
        this.latest = latest;
        this.hosts = hosts;
        this.clock = clock;
    }

    LatestResult of(List<String> metrics, List<UUID> hostIds) {
        SeriesMatch.Found found = new SeriesMatch(metrics, Map.of()).inLayouts();
        List<LatestHost> answer = new ArrayList<>();
        int samples = 0;
        for (HostSummary host : hosts.of(hostIds, Map.of(), MAX_HOSTS)) {
            LatestSnapshot snapshot = latest.of(UUID.fromString(host.hostId())).orElse(null);
            if (snapshot != null) {
                LatestHost cut = cut(host, snapshot, found.positions(snapshot.layout()));
                samples += cut.samples().size();
                answer.add(cut);
            }
            if (samples > MAX_SAMPLES) {
                throw ProblemException.invalid("the answer would have more than %d values; name metrics or fewer hosts"
                        .formatted(MAX_SAMPLES));
            }
        }
        return new LatestResult(clock.instant(), answer);
    }

    /// The first `k` series of a metric by their newest value, of the hosts that report; ties by host
    /// name and key.
    TopResult top(String metric, Map<String, String> attributes, int k, boolean highestFirst) {
        SeriesMatch.Found found = new SeriesMatch(List.of(metric), attributes).inLayouts();
        Comparator<TopSeries> byValue = Comparator.comparingDouble(TopSeries::value);
        List<TopSeries> first = hosts.of(List.of(), Map.of(), Integer.MAX_VALUE).stream()
                .filter(host -> host.state() == HostState.REPORTING)
                .flatMap(host -> latest.of(UUID.fromString(host.hostId())).stream()
                        .flatMap(newest -> values(host, newest, found.positions(newest.layout()))))
                .sorted((highestFirst ? byValue.reversed() : byValue)
                        .thenComparing(TopSeries::hostName)
                        .thenComparing(series -> new SeriesKey(series.metric(), series.attributes())))
                .limit(k)
                .toList();
        return new TopResult(clock.instant(), first);
    }

    private static Stream<TopSeries> values(HostSummary host, LatestSnapshot newest, int[] positions) {
        SampleValues values = newest.snapshot().values();
        return IntStream.of(positions).filter(values::isPresent).mapToObj(position -> {
            SeriesKey key = newest.layout().layout().series().get(position);
            return new TopSeries(
                    host.hostId(),
                    host.name(),
                    key.metric(),
                    key.attributes(),
                    newest.snapshot().time(),
                    values.get(position));
        });
    }

    private static LatestHost cut(HostSummary host, LatestSnapshot latest, int[] positions) {
        List<LatestSample> samples = new ArrayList<>();
        SampleValues values = latest.snapshot().values();
        List<SeriesKey> keys = latest.layout().layout().series();
        for (int i : positions) {
            if (values.isPresent(i)) {
                SeriesKey key = keys.get(i);
                samples.add(new LatestSample(key.metric(), key.attributes(), values.get(i)));
            }
        }
        return new LatestHost(host.hostId(), latest.snapshot().time(), samples);
    }
}
