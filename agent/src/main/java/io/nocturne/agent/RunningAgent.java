package io.nocturne.agent;

import io.nocturne.agent.buffer.BufferState;
import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.collect.CollectLoop;
import io.nocturne.agent.collect.HostLife;
import io.nocturne.agent.event.EventJournal;
import io.nocturne.agent.link.ServerDoor;
import io.nocturne.agent.send.DeliveryLoop;
import io.nocturne.model.fleet.StopReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An agent at work: its two threads, and the way to end them.
///
/// **Shape** - [#close()] stops the readings, gives the last delivery [#LAST_DELIVERY], puts what still
/// waits on the disk, and returns; twice is harmless.
/// **Threads** - safe.
final class RunningAgent implements AutoCloseable {

    static final Duration LAST_DELIVERY = Duration.ofSeconds(3);

    private static final Logger log = LoggerFactory.getLogger(RunningAgent.class);
    private static final Duration LAST_READING = Duration.ofMillis(500);
    private static final Duration AFTER_CANCEL = Duration.ofMillis(500);

    private final Core core;
    private final Optional<Path> pidFile;
    private final Thread collect;
    private final Thread send;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean isClosing = new AtomicBoolean();
    private volatile ServerDoor door;

    RunningAgent(Core core, ServerDoor door, Optional<Path> pidFile) throws IOException {
        this.core = core;
        this.door = door;
        this.pidFile = pidFile;
        this.collect = thread("collect", core.collecting);
        this.send = thread("send", core.delivering);
        if (pidFile.isPresent()) {
            Files.writeString(pidFile.get(), ProcessHandle.current().pid() + "\n");
        }
    }

    void start() {
        send.start();
        collect.start();
    }

    /// Waits until the agent is closed; false when it ended by itself, because a thread died.
    boolean awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return isClosing.get();
    }

    /// Whether it has neither ended nor been told to.
    boolean isRunning() {
        return !isClosing.get() && ended.getCount() > 0;
    }

    /// Goes on with other parts; what the ones before have begun is ended first.
    void use(AgentParts parts) {
        door = parts.door();
        core.teller.use(parts);
        core.buffer.limit(parts.config().buffer());
        core.collecting.use(parts.schedule(), parts.reader());
        core.delivering.use(parts.way());
    }

    /// The host goes to sleep in a moment: a last reading, which is delivered with the goodbye. The agent itself
    /// goes on, as soon as it can.
    void sayGoodNight() {
        log.info("the host goes to sleep");
        core.collecting.readNow(() -> {
            core.journal.addStopping(StopReason.HOST_SUSPEND);
            core.buffer.nudge();
        });
    }

    /// Ends in good order: the goodbye is the last that the server hears, now or at the next start.
    @Override
    public void close() {
        if (isClosing.getAndSet(true)) {
            return;
        }
        boolean isWell = ended.getCount() > 0;
        StopReason reason = core.life.isShuttingDown() ? StopReason.HOST_SHUTDOWN : StopReason.AGENT_STOPPED;
        log.info("stopping ({})", reason);
        core.collecting.close();
        try {
            collect.join(LAST_READING);
            if (isWell) {
                core.journal.addStopping(reason);
            }
            core.buffer.close();
            if (!send.join(LAST_DELIVERY)) {
                door.close();
                send.join(AFTER_CANCEL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        core.buffer.seal();
        if (isWell) {
            core.teller.stopped(core.delivering.record(), reason);
        }
        deletePidFile();
        BufferState left = core.buffer.state();
        log.info(
                "stopped: {} snapshots taken since the start, {} lost, {} wait on disk for the next start",
                left.offered(),
                left.dropped() + left.inMemory(),
                left.waiting() - left.inMemory());
        ended.countDown();
    }

    private Thread thread(String name, Runnable work) {
        // Daemons: a request that hangs must not keep a stopped agent alive.
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .uncaughtExceptionHandler((thread, failure) -> {
                    log.error("thread {} died, the agent ends", thread.getName(), failure);
                    ended.countDown();
                })
                .unstarted(work);
    }

    private void deletePidFile() {
        if (pidFile.isPresent()) {
            try {
                Files.deleteIfExists(pidFile.get());
            } catch (IOException e) {
                log.warn("{} cannot be deleted: {}", pidFile.get(), e.toString());
            }
        }
    }

    /// What stays the same as long as the agent runs.
    record Core(
            CollectLoop collecting,
            OutboundBuffer buffer,
            DeliveryLoop delivering,
            EventJournal journal,
            HostLife life,
            StatusTeller teller) {}
}
