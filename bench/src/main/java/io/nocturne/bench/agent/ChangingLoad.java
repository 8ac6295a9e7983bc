package io.nocturne.bench.agent;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A load that changes: nothing, one core, two cores, disk writes with sync, TCP over loopback, memory; again
/// and again.
///
/// **Shape** - each phase takes [#PHASE], which is no multiple of the interval, so changes fall into the middle
/// of one. It ends by itself at `end`, whatever becomes of the rest.
/// **Unit** - writes at most 64 MiB of file, takes at most 512 MiB of memory.
final class ChangingLoad implements Closeable {

    private static final Duration PHASE = Duration.ofSeconds(12);
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int FILE_CHUNKS = 64;
    private static final long MEMORY_BYTES = 512L << 20;

    private final Path file;
    private final long endNanos;
    private final Thread thread = Thread.ofPlatform().name("load").daemon().unstarted(this::run);

    ChangingLoad(Path folder, Duration time) {
        file = folder.resolve("load");
        endNanos = System.nanoTime() + time.toNanos();
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() throws IOException {
        thread.interrupt();
        Files.deleteIfExists(file);
    }

    private void run() {
        List<Phase> phases = List.of(
                this::nothing,
                until -> busy(1, until),
                until -> busy(2, until),
                this::writeToDisk,
                this::sendOverLoopback,
                this::takeMemory);
        try {
            for (int i = 0; System.nanoTime() < endNanos; i++) {
                long until = Math.min(System.nanoTime() + PHASE.toNanos(), endNanos);
                phases.get(i % phases.size()).run(until);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            System.out.println("the load ended early: " + e);
        }
    }

    private void nothing(long until) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(until - System.nanoTime());
    }

    private void busy(int cores, long until) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < cores; i++) {
            threads.add(Thread.ofPlatform().daemon().start(() -> {
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            }));
        }
        for (Thread each : threads) {
            each.join();
        }
    }

    private void writeToDisk(long until) throws IOException, InterruptedException {
        ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (long written = 0; System.nanoTime() < until; written++) {
                channel.write(chunk.clear(), written % FILE_CHUNKS * CHUNK_BYTES);
                channel.force(true);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }

    private void sendOverLoopback(long until) throws IOException, InterruptedException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket receiver = listener.accept()) {
            Thread receiving = Thread.ofPlatform().daemon().start(() -> drain(receiver));
            OutputStream out = sender.getOutputStream();
            byte[] chunk = new byte[64 << 10];
            while (System.nanoTime() < until) {
                out.write(chunk);
                TimeUnit.MILLISECONDS.sleep(1);
            }
            sender.shutdownOutput();
            receiving.join();
        }
    }

    private static void drain(Socket socket) {
        try (InputStream in = socket.getInputStream()) {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // The phase is over: its sockets are closed.
        }
    }

    private void takeMemory(long until) throws InterruptedException {
        long began = System.nanoTime();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment taken = arena.allocate(MEMORY_BYTES);
            long touched = 0;
            while (System.nanoTime() < until) {
                long due = Math.min(MEMORY_BYTES, (System.nanoTime() - began) * MEMORY_BYTES / (until - began));
                if (due > touched) {
                    taken.asSlice(touched, due - touched).fill((byte) 1);
                    touched = due;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    /// One kind of load, until an instant of [System#nanoTime()].
    @FunctionalInterface
    private interface Phase {

        void run(long until) throws IOException, InterruptedException;
    }
}
