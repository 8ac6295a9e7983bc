package io.nocturne.server.platform.web;

import io.nocturne.model.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Reads bodies against a clock: a body has a few seconds, and a second more for each kilobyte that has come, up to a
/// limit. All bodies together have a part of the heap, and those of callers without a token a smaller part of their
/// own, so that a stranger's never keep an agent's out. Of either no source gets more than its [FairShare].
///
/// **Threads** - safe; a body is read by its connection's thread.
final class BodyReader {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int BYTES_PER_SECOND = 1_024;
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final Duration LONGEST_UNKNOWN = Duration.ofSeconds(10);
    private static final int FIRST_BYTES = 4_096;

    private final FairShare roomOfKnown;
    private final FairShare roomOfUnknown;
    /// How many strangers' bodies come at once: their connections cannot be closed for others meanwhile.
    private final FairShare unknownAtOnce;
    private final LongSupplier nanos;

    /// With that many bytes for all bodies together, and for so many of strangers at once.
    BodyReader(long knownBytes, long unknownBytes, int unknownAtOnce, LongSupplier nanos) {
        this.roomOfKnown = new FairShare(knownBytes);
        this.roomOfUnknown = new FairShare(unknownBytes);
        this.unknownAtOnce = new FairShare(unknownAtOnce);
        this.nanos = nanos;
    }

    /// **Errors** - [RefusedException] for a body that is too large, too slow, or for which there is no room now.
    Body read(HttpServletRequest request, long limit) throws IOException {
        String source = RequestSource.of(request);
        if (RequestSource.isKnown()) {
            return read(request, limit, LONGEST, new Body(roomOfKnown, source));
        }
        if (!unknownAtOnce.take(source, 1)) {
            throw noRoom();
        }
        try {
            return read(request, limit, LONGEST_UNKNOWN, new Body(roomOfUnknown, source));
        } finally {
            unknownAtOnce.giveBack(source, 1);
        }
    }

    private Body read(HttpServletRequest request, long limit, Duration longest, Body body) throws IOException {
        Optional<Line> line = Line.current();
        Duration patience = line.map(Line::patience).orElse(Duration.ZERO);
        long deadline = nanos.getAsLong() + longest.toNanos();
        try {
            fill(body, request, limit, new Pace(nanos.getAsLong(), deadline), line);
            return body;
        } catch (IOException | RuntimeException e) {
            body.close();
            throw e;
        } finally {
            line.ifPresent(restored -> restored.patience(patience));
        }
    }

    private void fill(Body body, HttpServletRequest request, long limit, Pace pace, Optional<Line> line)
            throws IOException {
        InputStream in = request.getInputStream();
        long length = request.getContentLengthLong();
        while (true) {
            body.makeRoom(length < 0 ? limit + 1 : length);
            Duration left = pace.left(body.size);
            if (left.isNegative() || left.isZero()) {
                throw tooSlow(body);
            }
            line.ifPresent(socket -> socket.patience(left));
            int read;
            try {
                read = in.read(body.bytes, body.size, body.bytes.length - body.size);
            } catch (IOException e) {
                if (pace.left(body.size).toMillis() <= 1) {
                    throw tooSlow(body);
                }
                // Not passed on: the container would log the stack of each caller that leaves.
                throw new RefusedException(
                        ProblemCode.REQUEST_INVALID, "the body ended early, or is not what its headers say");
            }
            if (read < 0) {
                return;
            }
            body.size += read;
            if (body.size > limit) {
                throw new RefusedException(
                        ProblemCode.REQUEST_TOO_LARGE, "the body is larger than %d bytes".formatted(limit));
            }
            if (length >= 0 && body.size >= length) {
                return;
            }
        }
    }

    private static RefusedException noRoom() {
        return new RefusedException(
                ProblemCode.OVERLOADED, "too many bodies are being received; come again in a moment");
    }

    private static RefusedException tooSlow(Body body) {
        return new RefusedException(
                ProblemCode.REQUEST_TOO_SLOW,
                "the body came too slowly: %d bytes so far, needed are %d bytes a second"
                        .formatted(body.size, BYTES_PER_SECOND));
    }

    private final class Pace {

        private final long began;
        private final long deadline;

        Pace(long began, long deadline) {
            this.began = began;
            this.deadline = deadline;
        }

        Duration left(int received) {
            long earned = GRACE.plusMillis(received * 1_000L / BYTES_PER_SECOND).toNanos();
            long now = nanos.getAsLong();
            return Duration.ofNanos(Math.min(began + earned - now, deadline - now));
        }
    }

    /// A body that was read, and the room that it takes until it is closed.
    static final class Body implements AutoCloseable {

        private final FairShare room;
        private final String source;
        private byte[] bytes = new byte[0];
        private int size;
        private int taken;

        Body(FairShare room, String source) {
            this.room = room;
            this.source = source;
        }

        byte[] bytes() {
            return bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
        }

        /// Room as bytes come: who says a large length and sends nothing takes little.
        private void makeRoom(long most) throws RefusedException {
            if (size < bytes.length) {
                return;
            }
            int wanted = (int) Math.min(most, Math.max(FIRST_BYTES, bytes.length * 2L));
            int more = wanted - bytes.length;
            if (!room.take(source, more)) {
                throw noRoom();
            }
            taken += more;
            bytes = Arrays.copyOf(bytes, wanted);
        }

        @Override
        public void close() {
            room.giveBack(source, taken);
            taken = 0;
            bytes = new byte[0];
            size = 0;
        }
    }

    /// A body that is not taken, and why.
    static final class RefusedException extends IOException {

        private final ProblemCode code;

        RefusedException(ProblemCode code, String detail) {
            super(detail);
            this.code = code;
        }

        ProblemCode code() {
            return code;
        }
    }
}
