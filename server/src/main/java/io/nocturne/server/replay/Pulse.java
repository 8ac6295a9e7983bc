package io.nocturne.server.replay;

import io.nocturne.model.problem.ProblemCode;
import io.nocturne.server.platform.web.CpuShare;
import io.nocturne.server.platform.web.ProblemException;
import java.util.function.BooleanSupplier;

/// Keeps a replay from running on for nobody, or for ever.
///
/// **Threads** - confined to one replay.
final class Pulse {

    private final BooleanSupplier isOver;
    private final CpuShare share;
    private long left;

    /// **Unit** - `work` in rounds of a forecast; see [ForecastReplay].
    Pulse(BooleanSupplier isOver, CpuShare share, long work) {
        this.isOver = isOver;
        this.share = share;
        this.left = work;
    }

    /// To be called now and then.
    ///
    /// **Errors** - [ProblemException] `conflict` when nobody waits for the answer any more.
    void beat() {
        if (isOver.getAsBoolean()) {
            throw new ProblemException(ProblemCode.CONFLICT, "a newer preview of this rule was asked for");
        }
        share.giveWay();
    }

    /// **Errors** - [TooMuchException] when more work was done than is allowed.
    void spend(long work) {
        left -= work;
        if (left < 0) {
            throw new TooMuchException();
        }
    }

    /// More work than one replay may do.
    static final class TooMuchException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
