package io.nocturne.server.platform.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An answer that may be long: while its reader is waited for, no CPU's place is held, and a reader that takes too
/// little for too long is cut off.
///
/// **Threads** - confined to the request's.
final class ReaderPace extends HttpServletResponseWrapper {

    /// What the container holds before it waits for the reader.
    private static final int BUFFER_BYTES = 65_536;

    private static final Logger log = LoggerFactory.getLogger(ReaderPace.class);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final long BYTES_PER_SECOND = 32_768;

    private final CpuShare share;
    private final Optional<Line> line;
    private @Nullable Paced stream;

    ReaderPace(HttpServletResponse response, CpuShare share, Optional<Line> line) {
        super(response);
        this.share = share;
        this.line = line;
        response.setBufferSize(BUFFER_BYTES);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new Paced(super.getOutputStream());
        }
        return stream;
    }

    private final class Paced extends ServletOutputStream {

        private final ServletOutputStream out;
        private int held;
        private long sent;
        private long waitedNanos;

        Paced(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (held + length < BUFFER_BYTES) {
                out.write(bytes, offset, length);
                held += length;
                return;
            }
            long began = System.nanoTime();
            share.aside(() -> {
                out.write(bytes, offset, length);
                out.flush();
            });
            waitedNanos += System.nanoTime() - began;
            sent += held + length;
            held = 0;
            requirePace();
        }

        @Override
        public void flush() throws IOException {
            share.aside(out::flush);
            held = 0;
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }

        private void requirePace() throws IOException {
            Duration waited = Duration.ofNanos(waitedNanos);
            if (waited.compareTo(GRACE.plusSeconds(sent / BYTES_PER_SECOND)) > 0) {
                log.warn(
                        "{} took {} kB of an answer in {} s, which is too slow; its connection was cut",
                        line.map(Line::address).orElse("a caller"),
                        sent >> 10,
                        waited.toSeconds());
                line.ifPresent(Line::cut);
                throw new IOException("the answer is read too slowly");
            }
        }
    }
}
