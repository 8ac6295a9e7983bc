package io.nocturne.server.live;

import jakarta.websocket.Extension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.tomcat.websocket.MessagePart;
import org.apache.tomcat.websocket.Transformation;
import org.apache.tomcat.websocket.TransformationResult;
import org.jspecify.annotations.Nullable;

/// Sees the head of every frame, of control frames as well, which the container answers without telling
/// anybody; changes nothing.
///
/// **Threads** - confined to the thread that reads, `sendMessagePart` to the one that writes.
final class FrameCounter implements Transformation {

    private final LiveWire wire;
    private final @Nullable Transformation first;
    private @Nullable Transformation next;

    /// `first` is what was negotiated, if anything.
    FrameCounter(LiveWire wire, @Nullable Transformation first) {
        this.wire = wire;
        this.first = first;
        this.next = first;
    }

    @Override
    public void setNext(Transformation following) {
        if (first == null) {
            next = following;
        } else {
            first.setNext(following);
        }
    }

    @Override
    public boolean validateRsvBits(int used) {
        return next == null || next.validateRsvBits(used);
    }

    @Override
    public @Nullable Extension getExtensionResponse() {
        return null;
    }

    @Override
    public TransformationResult getMoreData(byte opCode, boolean fin, int rsv, ByteBuffer target) throws IOException {
        return following().getMoreData(opCode, fin, rsv, target);
    }

    @Override
    public boolean validateRsv(int rsv, byte opCode) {
        wire.frame();
        return following().validateRsv(rsv, opCode);
    }

    @Override
    public List<MessagePart> sendMessagePart(List<MessagePart> parts) throws IOException {
        return following().sendMessagePart(parts);
    }

    @Override
    public void close() {
        following().close();
    }

    private Transformation following() {
        if (next == null) {
            throw new IllegalStateException("the container has not set what reads the frames");
        }
        return next;
    }
}
