package io.nocturne.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// A fixed number of senders that work side by side until they are told to end; what they count goes into the tally of
/// the present stretch.
///
/// **Shape** - closed loop: each sender waits for its answer before it sends again, so the load is as much as the
/// server takes, and latencies are those of a server that has all it can do.
/// **Threads** - safe.
public final class Load {

    public static final int WARM_UP_SECONDS = 10;

    private volatile boolean ended;
    private volatile Tally tally = new Tally();

    public boolean ended() {
        return ended;
    }

    public Tally tally() {
        return tally;
    }

    /// Runs the senders: first the warm-up, then `seconds` that count, with a tick each second.
    public Outcome run(List<? extends Sender> senders, int seconds, Ticker ticker)
            throws IOException, InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(senders.size())) {
            List<Future<?>> running = new ArrayList<>();
            senders.forEach(sender -> running.add(threads.submit(sender)));
            try {
                Tally warmUp = tally;
                stretch(WARM_UP_SECONDS, running, ticker);
                ticker.begin();
                tally = new Tally();
                Tally counted = tally;
                long from = System.nanoTime();
                stretch(seconds, running, ticker);
                double took = (System.nanoTime() - from) / 1e9;
                ticker.end();
                tally = new Tally();
                ended = true;
                for (Future<?> each : running) {
                    each.get();
                }
                if (counted.samples() == 0) {
                    throw new IOException("nothing was acknowledged after the warm-up; if the hosts' clocks came to"
                            + " the present before its end, more --hosts or --series are needed");
                }
                return new Outcome(warmUp, counted, tally, took);
            } finally {
                ended = true;
            }
        }
    }

    private void stretch(int seconds, List<Future<?>> running, Ticker ticker)
            throws IOException, InterruptedException, ExecutionException {
        for (int second = 0; second < seconds && running.stream().anyMatch(each -> !each.isDone()); second++) {
            TimeUnit.SECONDS.sleep(1);
            ticker.second(tally);
            for (Future<?> each : running) {
                if (each.state() == Future.State.FAILED) {
                    each.get();
                }
            }
        }
    }

    /// One sender's work; ends soon after [Load#ended()] says so.
    public interface Sender extends Callable<Void> {}

    /// What is looked at meanwhile.
    public interface Ticker {

        void second(Tally tally) throws IOException;

        /// The warm-up is over.
        void begin() throws IOException;

        void end() throws IOException;
    }

    /// The three stretches; `after` holds what was under way at the end. Only `counted` counts for a rate.
    public record Outcome(Tally warmUp, Tally counted, Tally after, double seconds) {

        public long samples() {
            return warmUp.samples() + counted.samples() + after.samples();
        }

        public double samplesPerSecond() {
            return counted.samples() / seconds;
        }
    }
}
