package io.nocturne.bench.probe;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.nocturne.bench.probe.ProbeTables.Kept;
import io.nocturne.server.ingest.Position;
import io.nocturne.server.ingest.StreamBatch;
import io.nocturne.server.ingest.StreamConsumer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Takes the stream as a rule will: what it makes of a batch and how far it is are one transaction. The gauge
/// `nocturne.probe.taken` tells a bench how many snapshots that were.
///
/// **Threads** - as [StreamConsumer]; the gauge is read by any.
final class StreamProbe implements StreamConsumer, MeterBinder {

    private final ProbeTables tables;
    private final TransactionTemplate transaction;
    private final AtomicLong taken = new AtomicLong();

    StreamProbe(DataSource source) {
        this.tables = new ProbeTables(new JdbcTemplate(source));
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(source));
    }

    @Override
    public String name() {
        return "probe";
    }

    @Override
    public Optional<Position> done() {
        tables.create();
        Optional<Kept> kept = tables.kept();
        taken.set(kept.map(Kept::taken).orElse(0L));
        return kept.map(Kept::position);
    }

    @Override
    public void take(StreamBatch batch) {
        keep(batch.through(), before -> tables.add(batch, before));
    }

    @Override
    public void missed(Position behind, Position through) {
        keep(through, before -> {
            tables.addGap(behind, through);
            return before;
        });
    }

    /// **Shape** - `work` is given how many snapshots were taken before, and answers how many it is then.
    private void keep(Position through, ToLongFunction<Long> work) {
        transaction.executeWithoutResult(_ -> {
            long now = work.applyAsLong(tables.kept().map(Kept::taken).orElse(0L));
            tables.keep(through, now);
            taken.set(now);
        });
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("nocturne.probe.taken", taken, AtomicLong::get).register(registry);
    }
}
