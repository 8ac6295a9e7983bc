package io.nocturne.server.platform.web;

import java.util.concurrent.Semaphore;

/// The places at which TLS is agreed on. It is CPU time that anybody may ask for: at half the CPUs, those who are
/// connected already are served while hundreds connect at once.
///
/// **Threads** - safe; a place belongs to the thread that took it.
final class Handshakes {

    private static final ScopedValue<Place> CURRENT = ScopedValue.newInstance();

    private final Semaphore places;

    Handshakes(int cpus) {
        this.places = new Semaphore(Math.max(1, cpus / 2), true);
    }

    /// Runs a step of a handshake when its turn has come, and what follows when it was the last one.
    void during(Runnable step) {
        places.acquireUninterruptibly();
        Place place = new Place();
        try {
            ScopedValue.where(CURRENT, place).run(step);
        } finally {
            place.leave();
        }
    }

    /// The handshake is over: what follows on this thread may take as long as it likes.
    static void over() {
        if (CURRENT.isBound()) {
            CURRENT.get().leave();
        }
    }

    int free() {
        return places.availablePermits();
    }

    private final class Place {

        private boolean left;

        void leave() {
            if (!left) {
                left = true;
                places.release();
            }
        }
    }
}
