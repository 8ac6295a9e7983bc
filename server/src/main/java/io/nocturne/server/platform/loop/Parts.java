package io.nocturne.server.platform.loop;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nocturne.model.fleet.PartStatus;
import io.nocturne.model.fleet.PartStatus.State;
import io.nocturne.server.platform.web.ReadinessCheck;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// All parts of the server, by name: for people, for `/metrics`, and for whoever asks whether it is ready.
///
/// **Threads** - safe.
public final class Parts implements MeterBinder, ReadinessCheck {

    private final Clock clock;
    private final Map<String, Part> parts = new ConcurrentSkipListMap<>();
    private volatile @Nullable MeterRegistry meters;

    public Parts(Clock clock) {
        this.clock = clock;
    }

    /// A new part; a name is given once.
    public Part part(String name, Pace pace) {
        Part part = new Part(name, pace, clock);
        if (parts.putIfAbsent(name, part) != null) {
            throw new IllegalArgumentException("there is a part '" + name + "' already");
        }
        MeterRegistry registry = meters;
        if (registry != null) {
            bind(part, registry);
        }
        return part;
    }

    public List<PartStatus> status() {
        return parts.values().stream().map(Part::status).toList();
    }

    @Override
    public Optional<String> problem() {
        String text = parts.values().stream()
                .filter(part -> !part.isWell())
                .map(part -> part.name() + " " + word(part.state()))
                .collect(Collectors.joining(", "));
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        meters = registry;
        parts.values().forEach(part -> bind(part, registry));
    }

    private static void bind(Part part, MeterRegistry registry) {
        FunctionCounter.builder(
                        "nocturne.part.failures", part, one -> one.status().failures())
                .description("Turns that failed since the start")
                .tag("part", part.name())
                .register(registry);
        Gauge.builder("nocturne.part.failing", part, one -> one.isWell() ? 0 : 1)
                .description("1 while it fails, is stuck, or has ended")
                .tag("part", part.name())
                .register(registry);
    }

    private static String word(State state) {
        return switch (state) {
            case OK -> "is well";
            case FAILING -> "is failing";
            case STUCK -> "is stuck";
            case ENDED -> "has ended";
        };
    }
}
