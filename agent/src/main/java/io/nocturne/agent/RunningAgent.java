package io.nocturne.agent;

import io.nocturne.agent.buffer.BufferState;
import io.nocturne.agent.buffer.OutboundBuffer;
import io.nocturne.agent.collect.CollectLoop;
import io.nocturne.agent.link.ServerDoor;
import io.nocturne.agent.send.DeliveryLoop;
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

    private final CollectLoop collecting;
    private final OutboundBuffer buffer;
    private final ServerDoor door;
    private final Optional<Path> pidFile;
    private final Thread collect;
    private final Thread send;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicBoolean isClosing = new AtomicBoolean();

    RunningAgent(
            CollectLoop collecting,
            OutboundBuffer buffer,
            DeliveryLoop delivering,
            ServerDoor door,
            Optional<Path> pidFile)
            throws IOException {
        this.collecting = collecting;
        this.buffer = buffer;
        this.door = door;
        this.pidFile = pidFile;
        this.collect = thread("collect", collecting);
        this.send = thread("send", delivering);
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

    @Override
    public void close() {
        if (isClosing.getAndSet(true)) {
            return;
        }
        log.info("stopping");
        collecting.close();
        try {
            collect.join(LAST_READING);
            buffer.close();
            if (!send.join(LAST_DELIVERY)) {
                door.close();
                send.join(AFTER_CANCEL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        buffer.seal();
        deletePidFile();
        BufferState left = buffer.state();
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
}
