package io.nocturne.agent.send;

import io.nocturne.agent.buffer.OutboundBatch;

/// Makes one attempt to deliver a batch.
public interface BatchSender {

    /// Sends a batch, its layout whole or by its id; returns within a bounded time.
    SendResult send(OutboundBatch batch, LayoutForm layout);

    /// How a layout is named in a delivery.
    enum LayoutForm {
        WHOLE,
        BY_ID
    }
}
