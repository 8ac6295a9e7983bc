package io.nocturne.agent.watch;

/// From which share on something is worth a look, and from which it is bad.
record Threshold(double warn, double bad) {

    static final Threshold CPU = new Threshold(0.80, 0.90);
    static final Threshold MEMORY = new Threshold(0.85, 0.95);
    static final Threshold DISK = new Threshold(0.80, 0.90);

    Ink ink(double share) {
        if (share >= bad) {
            return Ink.BAD;
        }
        return share >= warn ? Ink.WARN : Ink.GOOD;
    }
}
