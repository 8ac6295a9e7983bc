package io.nocturne.server.series.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/// A layer of H2's files, by the scheme `faulty:`, whose syncs fail at random when the test wants it.
public final class FaultyDisk extends FilePathWrapper {

    private static final AtomicInteger FAULTS = new AtomicInteger();
    private static volatile double rate;
    private static volatile Random random = new Random(0);

    /// For H2, which makes one for each path.
    public FaultyDisk() {}

    static void register() {
        FilePath.register(new FaultyDisk());
    }

    /// From now on that share of syncs fails.
    static void failAtRandom(double share, Random with) {
        random = with;
        rate = share;
    }

    static int faults() {
        return FAULTS.get();
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new FaultyFile(super.open(mode));
    }

    private static final class FaultyFile extends FileBase {

        private final FileChannel file;

        FaultyFile(FileChannel file) {
            this.file = file;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            if (random.nextDouble() < rate) {
                FAULTS.incrementAndGet();
                throw new IOException("the disk did not sync, as the test wants it");
            }
            file.force(metaData);
        }

        @Override
        public synchronized int read(ByteBuffer into, long at) throws IOException {
            return file.read(into, at);
        }

        @Override
        public synchronized int write(ByteBuffer from, long at) throws IOException {
            return file.write(from, at);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return file.read(into);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return file.write(from);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long to) throws IOException {
            file.position(to);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long to) throws IOException {
            file.truncate(to);
            return this;
        }

        @Override
        public synchronized FileLock tryLock(long at, long length, boolean shared) throws IOException {
            return file.tryLock(at, length, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
