package io.nocturne.server.ingest;

import io.nocturne.server.fleet.HostRegistry;
import java.util.List;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// Opens the stream when everybody who wants to hear of it is there, and before the first delivery can come.
@Component
class StreamLifecycle implements SmartLifecycle {

    private final SampleStream stream;
    private final List<StreamFollower> followers;
    private final List<StreamConsumer> consumers;
    private final HostRegistry hosts;
    private volatile boolean running;

    StreamLifecycle(
            SampleStream stream, List<StreamFollower> followers, List<StreamConsumer> consumers, HostRegistry hosts) {
        this.stream = stream;
        this.followers = followers;
        this.consumers = consumers;
        this.hosts = hosts;
    }

    @Override
    public void start() {
        stream.open(followers, consumers);
        hosts.opened();
        running = true;
    }

    /// The store ends it with itself: until then deliveries come.
    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /// The web server starts at the end.
    @Override
    public int getPhase() {
        return 0;
    }
}
